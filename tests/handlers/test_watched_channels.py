"""What customers write in the channels shared with them, and the two buttons of what Heard then proposes. Row M4."""

from typing import Any

import pytest
from sqlalchemy import select

from models.proposal import Answer, Proposal
from tests.builders.accounts import an_account
from tests.builders.escalations import an_escalation, timeline
from tests.builders.office import BRUNO, CASEY, GUEST, PRIYA, ROBOT
from tests.handlers.door import Door, all_escalations
from tests.handlers.slack_seen import a_response_address

LAWYERS = "You will hear from our <mailto:legal@acme.example|lawyers>"


def writes(door: Door, words: str, by: str = PRIYA, channel: str = "CSHARED", **differs: Any) -> None:
    """Somebody writes in a channel; Slack tells of it."""
    event = {"type": "message", "channel": channel, "user": by, "text": words, "ts": "1794823200.000100"}
    assert door.event(event | differs) == 200


def proposals(door: Door) -> list[Proposal]:
    with door.office.database.read() as session:
        return list(session.scalars(select(Proposal)))


@pytest.mark.parametrize("by", [PRIYA, GUEST])
def test_a_customers_lawyers_open_one(door: Door, by: str) -> None:
    an_account(door.office, slack_channel="CSHARED")
    writes(door, LAWYERS, by=by)
    (escalation,) = all_escalations(door.office)
    assert (escalation.dri, escalation.set_off_by) == (BRUNO, "legal_words")


@pytest.mark.parametrize(
    "differs",
    [
        {"by": CASEY},
        {"by": ROBOT},
        {"channel": "COTHER"},
        {"subtype": "message_changed"},
        {"bot_id": "B1"},
        {"words": "Please cancel the meeting"},
    ],
    ids=["one of us", "a bot", "a channel of nobody's", "an edit", "an app", "a meeting"],
)
def test_nobody_is_woken_by(door: Door, differs: dict[str, Any]) -> None:
    an_account(door.office, slack_channel="CSHARED")
    writes(door, **({"words": LAWYERS} | differs))
    assert (all_escalations(door.office), proposals(door)) == ([], [])


def test_one_press_opens_and_a_second_one_is_told_so(door: Door) -> None:
    an_account(door.office, slack_channel="CSHARED")
    writes(door, "We are cancelling")
    (proposal,) = proposals(door)
    with a_response_address() as address:
        door.press("open_proposed", f"p{proposal.id}", by=BRUNO, response_url=address.url)
        assert address.said == []
        door.press("dismiss_proposed", f"p{proposal.id}", by=CASEY, response_url=address.url)
    assert "This was answered" in address.said[0]["text"]
    assert len(all_escalations(door.office)) == 1
    assert proposals(door)[0].answer is Answer.OPENED


def test_an_outsider_who_presses_is_refused_and_no_escalation_says_so(door: Door) -> None:
    an_account(door.office, slack_channel="CSHARED")
    an_escalation(door.office, customer="Globex")
    writes(door, "We are cancelling")
    before = len(timeline(door.office, 1))
    door.press("dismiss_proposed", f"p{proposals(door)[0].id}", by=GUEST)
    assert proposals(door)[0].answer is None
    assert len(timeline(door.office, 1)) == before


def test_dismissed_it_is_none(door: Door) -> None:
    an_account(door.office, slack_channel="CSHARED")
    writes(door, "We are cancelling")
    door.press("dismiss_proposed", f"p{proposals(door)[0].id}", by=BRUNO)
    assert (all_escalations(door.office), proposals(door)[0].answer) == ([], Answer.DISMISSED)
