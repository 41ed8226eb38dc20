"""Automatic triggers: what sets them off, and what does not (Rows M4, M10)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from policy.facts import Values
from policy.kinds import Heard, Measure
from policy.load import load_policy
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.watching import Happening, most_within, said_in, set_off
from tests.policy.builders import SEV_TOML, at

NOON = at("2026-11-23 12:00")
DAY = timedelta(days=1)

SAID = {
    "a meeting": ("Please cancel the meeting", set()),
    "the meeting, another way": ("The meeting tomorrow is cancelled, sorry", set()),
    "a meeting, then the contract": (
        "Please cancel the meeting. If this is not mended today we will cancel our contract.",
        {"cancel"},
    ),
    "leaving": ("We are cancelling", {"cancel"}),
    "a cancellation": ("What is your CANCELLATION policy?", {"cancel"}),
    "an import": ("I cancelled the import job twice", set()),
    "threatening": ("They are threatening to leave", {"cancel"}),
    "lawyers": ("You will hear from our lawyers.", {"legal"}),
    "attorney": ("our attorney\u2019s letter", {"legal"}),
    "an address": ("The legal name of our entity is Acme Ltd", set()),
    "illegal is not legal": ("It is an illegal argument exception", set()),
    "a contract broken": ("This is a breach of contract", {"legal"}),
    "data": ("We had a data breach through your API", {"breach"}),
    "the SLA": ("That breaches the SLA", set()),
    "a word inside another": ("Uncancellable subscriptions, legalese and breachless", set()),
    "nothing": ("Thank you, it works again", set()),
    "no words": ("🙂", set()),
}


@pytest.mark.parametrize(("text", "keys"), SAID.values(), ids=SAID)
def test_what_is_meant_is_heard_and_nothing_else(sev: Policy, text: str, keys: set[str]) -> None:
    assert {row.key for row in sev.phrase if said_in(row, text) is not None} == keys


def fired(sev: Policy, happening: Happening, values: Values | None = None) -> set[str]:
    """Keys of the triggers."""
    return {one.watch.key for one in set_off(sev, happening, values or {}, NOON)}


def test_an_executive_who_writes_to_our_ceo(sev: Policy) -> None:
    mail = Happening(Heard.EMAIL, NOON, text="We must talk", from_role="executive", to_role="ceo")
    assert fired(sev, mail) == {"executive_writes_ceo"}
    to_the_csm = Happening(Heard.EMAIL, NOON, text="We must talk", from_role="executive", to_role="csm")
    assert fired(sev, to_the_csm) == set()


def test_only_a_named_account_in_public(sev: Policy) -> None:
    post = Happening(Heard.SOCIAL, NOON, text="Down again")
    assert fired(sev, post, {Measure.NAMED: True}) == {"named_in_public"}
    assert fired(sev, post, {Measure.NAMED: False}) == set()


@pytest.mark.parametrize(
    ("days", "fires"),
    [((0, 1, 2), True), ((0, 3.4, 6.9), True), ((0, 1), False), ((0, 4, 7.1), False), ((1, 1, 0), True)],
)
def test_three_tickets_in_a_week(sev: Policy, days: tuple[float, ...], fires: bool) -> None:
    tickets = [(NOON - day * DAY, f"T{number}") for number, day in enumerate(days)]
    assert fired(sev, Happening(Heard.TICKET, tickets[0][0], tickets=tickets)) == (
        {"tickets_of_one_issue"} if fires else set()
    )


def test_a_ticket_that_is_told_twice_is_one_and_one_that_comes_late_counts_where_it_belongs() -> None:
    tickets = [(NOON, "T1"), (NOON - DAY, "T1"), (NOON - 6 * DAY, "T2")]
    assert most_within(tickets, NOON, 7 * DAY) == 2
    late = [(NOON - 8 * DAY, "T1"), (NOON - 4 * DAY, "T2"), (NOON - 2 * DAY, "T3")]
    assert most_within(late, NOON - 4 * DAY, 7 * DAY) == 3


@pytest.mark.parametrize(
    ("scores", "drop"),
    [
        (((3, 80), (0, 50)), (80, 50)),
        (((3, 80), (0, 51)), None),
        (((8, 90), (3, 70), (0, 45)), None),
        (((6, 60), (3, 85), (0, 55)), (85, 55)),
        (((3, 40), (0, 80)), None),
        (((0, 10),), None),
    ],
    ids=["30 points", "29 points", "before the week", "the highest counts", "it rises", "the first score"],
)
def test_a_fall_of_30_points_within_a_week(
    sev: Policy, scores: tuple[tuple[int, int], ...], drop: tuple[int, int] | None
) -> None:
    known = [(NOON - days * DAY, score) for days, score in scores]
    found = set_off(sev, Happening(Heard.HEALTH, NOON, scores=known), {}, NOON)
    assert [(one.before, one.after) for one in found] == ([drop] if drop else [])


def test_what_is_told_too_late_sets_nothing_off(sev: Policy) -> None:
    old = Happening(Heard.MESSAGE, NOON - 8 * DAY, text="our lawyers will call")
    assert fired(sev, old) == set()


TRIGGER = 'key = "mine"\nlabel = "Mine"\nimpact = "outage"\nbecause = "So."\n'
WRONG = {
    "no such phrase": ('on = ["email"]\ndoes = "open"\nphrase = "leagl"', "no [[phrase]] is called leagl"),
    "a proposal without a time": ('on = ["email"]\ndoes = "propose"', "a proposal needs `answer_within`"),
    "a theme of nothing": (
        'on = ["ticket"]\ndoes = "open"\ntickets = 3\nwithin = "7d"\ntheme = "slownes"',
        "no [[phrase]] is called slownes: did you mean",
    ),
    "a theme that is not counted": (
        'on = ["email"]\ndoes = "open"\ntheme = "slowness"',
        "say how many (`tickets`)",
    ),
    "tickets that are neither counted nor read": ('on = ["ticket"]\ndoes = "open"', "tickets are counted"),
    "a fall of what is no score": ('on = ["email"]\ndoes = "open"\ndrop = 3', "`drop` goes with health"),
    "no such tier": ('on = ["email"]\ndoes = "open"\ntier = "manager"', "there is no [tier.manager]"),
    "a role of no mail": ('on = ["social"]\ndoes = "open"\nfrom_role = "user"', "go with mails alone"),
}


@pytest.mark.parametrize(("body", "sentence"), WRONG.values(), ids=WRONG)
def test_a_trigger_that_cannot_be_is_refused(tmp_path: Path, body: str, sentence: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(f"{SEV_TOML.read_text()}\n[[watch]]\n{TRIGGER}{body}\n")
    with pytest.raises(PolicyErrors) as refused:
        load_policy(file)
    assert sentence in "\n".join(map(str, refused.value.problems))
