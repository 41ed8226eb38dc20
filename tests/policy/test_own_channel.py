"""What a channel of an escalation's own is called: whatever the customer's name, a name that Slack takes."""

import re

import pytest

from policy.load import load_policy, policy_file
from policy.own_channel import LONGEST, MOST_NAMES, channel_name, next_name
from policy.schema import Policy

SEV = load_policy(policy_file("sev"))
TAKEN_BY_SLACK = re.compile(r"[a-z0-9_-]{1,80}")
LONG = "Vereinigte Donaudampfschifffahrts-Elektrizitäten Hauptbetriebswerkbauunterbeamten Gesellschaft mbH"


def called(pattern: str) -> Policy:
    """The shipped policy with another pattern."""
    assert SEV.own_channel is not None
    return SEV.model_copy(update={"own_channel": SEV.own_channel.model_copy(update={"name": pattern})})


@pytest.mark.parametrize(
    ("customer", "name"),
    [
        ("Acme Ltd.", "esc-12-acme-ltd"),
        ("Müller & Söhne  GmbH", "esc-12-muller-sohne-gmbh"),
        ("Straße 7", "esc-12-strasse-7"),
        ("株式会社アクメ", "esc-12"),
        ("Ромашка", "esc-12"),
        ("شركة الأمل", "esc-12"),
        ("アクメ (Acme Japan)", "esc-12-acme-japan"),
        ("---", "esc-12"),
    ],
)
def test_a_customers_name_in_small_plain_letters_and_without_any_the_number_alone(
    customer: str, name: str
) -> None:
    assert channel_name(SEV, 12, customer) == name


@pytest.mark.parametrize(
    "pattern", ["esc-{number}-{customer}", "{customer}-{number}", "{customer}_x_{number}"]
)
@pytest.mark.parametrize("customer", [LONG, LONG * 3, "株式会社" * 40, "a" * 200, "a-" * 100])
def test_however_long_a_name_is_it_fits_and_keeps_the_number_that_makes_it_the_only_one(
    pattern: str, customer: str
) -> None:
    name = channel_name(called(pattern), 1234, customer)
    assert TAKEN_BY_SLACK.fullmatch(name)
    assert "1234" in name
    assert name != channel_name(called(pattern), 1235, customer)


@pytest.mark.parametrize("customer", ["Acme", LONG])
def test_each_further_name_is_another_and_fits_and_in_the_end_there_is_none(customer: str) -> None:
    name: str | None = channel_name(SEV, 12, customer)
    tried = []
    while name is not None:
        tried.append(name)
        name = next_name(name, len(tried))
    assert len(set(tried)) == MOST_NAMES
    assert all(TAKEN_BY_SLACK.fullmatch(one) and len(one) <= LONGEST for one in tried)
    assert tried[1].endswith("-2")
    assert tried[2].endswith("-3")


def test_a_customer_whose_name_ends_in_a_number_keeps_it() -> None:
    assert next_name("esc-12-studio-1", 1) == "esc-12-studio-1-2"
    assert next_name("esc-12-studio-1-2", 2) == "esc-12-studio-1-3"
