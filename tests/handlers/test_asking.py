"""Asking what is open: list, mine, show, help, the App Home; and how words are read."""

from datetime import timedelta

import pytest

from handlers.list_live import filters_of
from handlers.typed_words import plain_words
from services.lookups.escalations import Filters
from services.slack_port import Refusal, SlackError
from tests.builders.escalations import MONDAY, an_escalation
from tests.builders.office import BRUNO, CASEY, GUEST, the_rules
from tests.handlers.door import Door, text_of
from tests.handlers.slack_seen import a_response_address

POLICY = the_rules().policy


def said(answer: dict[str, object]) -> str:
    assert answer["response_type"] == "ephemeral"
    return str(answer.get("blocks") or answer["text"])


def test_the_list_is_narrowed_by_customer_severity_person_and_lateness(door: Door) -> None:
    an_escalation(door.office, customer="Acme Ltd")
    an_escalation(door.office, customer="Birch & Co", severity="sev3", dri=BRUNO)
    assert "ESC-1" in said(door.command("list"))
    assert "ESC-2" in said(door.command("list"))
    for narrow in ("list birch", "list sev-3", f"list <@{BRUNO}|bruno>", "list medium BIRCH"):
        found = said(door.command(narrow))
        assert "ESC-2" in found, narrow
        assert "ESC-1" not in found, narrow
    assert "ESC" not in said(door.command("list overdue"))
    door.now = MONDAY + timedelta(minutes=20)
    assert "ESC-1" in said(door.command("list overdue"))


def test_more_than_a_page_is_turned_in_place_with_its_filters(door: Door) -> None:
    for _ in range(17):
        an_escalation(door.office, customer="Acme Ltd")
    an_escalation(door.office, customer="Birch & Co")
    first = door.command("list acme")
    assert "1 to 15 of 17" in said(first)
    (later,) = next(block for block in first["blocks"] if block["type"] == "actions")["elements"]
    with a_response_address() as address:
        door.press(later["action_id"], later["value"], response_url=address.url)
    (turned,) = address.said
    assert turned["replace_original"] is True
    assert "16 to 17 of 17" in said(turned)
    assert "Birch" not in said(turned)
    buttons = next(block for block in turned["blocks"] if block["type"] == "actions")["elements"]
    assert [button["text"]["text"] for button in buttons] == ["Earlier"]


def test_mine_is_what_i_own(door: Door) -> None:
    an_escalation(door.office)
    an_escalation(door.office, dri=BRUNO)
    found = said(door.command("mine", by=BRUNO))
    assert "ESC-2" in found
    assert "ESC-1" not in found


@pytest.mark.parametrize("reference", ["ESC-1", "esc-1", "1", "ESC1"])
def test_show_takes_a_reference_as_people_write_it(door: Door, reference: str) -> None:
    an_escalation(door.office, customer="Acme Ltd")
    assert "Acme Ltd" in said(door.command(f"show {reference}"))


def test_showing_what_does_not_exist_says_so(door: Door) -> None:
    assert "ESC-99" in said(door.command("show ESC-99"))


def test_help_names_every_subcommand(door: Door) -> None:
    text = said(door.command("help"))
    assert [
        word
        for word in ("list", "mine", "show", "follow", "unfollow", "digest", "recovery", "test", "setup")
        if word not in text
    ] == []


def test_words_of_a_list_are_told_apart() -> None:
    assert filters_of("", POLICY) == Filters()
    assert filters_of("SEV-1 Acme Ltd overdue", POLICY) == Filters(None, "sev1", "Acme Ltd", True)
    assert filters_of("Waiting acme", POLICY) == Filters(customer="acme", waiting=True)
    assert filters_of(f"<@{CASEY}|casey> Birch &amp; Co", POLICY) == Filters(CASEY, None, "Birch & Co", False)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("<@U1|ann> and <@U2>", "@ann and @U2"),
        ("in <#C1|general>", "in #general"),
        ("<!here> <!subteam^S1|@support>", "@here @support"),
        ("<https://x.test/a?b=1&amp;c=2>", "https://x.test/a?b=1&c=2"),
        ("<https://x.test|the page>", "the page (https://x.test)"),
        ("<mailto:a@x.test|a@x.test>", "a@x.test"),
    ],
)
def test_slacks_markup_is_read_as_people_saw_it(sent: str, seen: str) -> None:
    assert plain_words(sent) == seen


def test_the_home_shows_what_i_own_and_a_button_to_raise(door: Door) -> None:
    an_escalation(door.office)
    an_escalation(door.office, by=BRUNO, dri=BRUNO)
    assert door.event({"type": "app_home_opened", "user": CASEY, "tab": "home", "channel": "D1"}) == 200
    home = door.slack.published[CASEY]
    assert home["type"] == "home"
    assert "ESC-1" in text_of(home)
    assert "ESC-2" not in text_of(home)
    assert '"action_id": "open_escalation"' in text_of(home)


def test_the_home_of_a_guest_shows_nothing(door: Door) -> None:
    an_escalation(door.office)
    door.event({"type": "app_home_opened", "user": GUEST, "tab": "home", "channel": "D1"})
    assert "ESC" not in text_of(door.slack.published[GUEST])


def test_the_messages_tab_is_not_the_home(door: Door) -> None:
    door.event({"type": "app_home_opened", "user": CASEY, "tab": "messages", "channel": "D1"})
    assert door.slack.published == {}


def test_slack_comes_again_for_a_home_that_it_could_not_show_just_now(door: Door) -> None:
    event = {"type": "app_home_opened", "user": CASEY, "tab": "home", "channel": "D1"}
    door.slack.fails = SlackError(Refusal.AGAIN, "ratelimited", 3.0)
    assert door.event(event) == 500
    door.slack.fails = SlackError(Refusal.NEVER, "not_enabled")
    assert door.event(event) == 200
