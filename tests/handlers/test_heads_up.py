"""`/escalate heads-up`: the form, its two kinds, the owner's menu, the draft for one customer. Row M10."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from policy.kinds import HeadsUpKind
from tests.builders.accounts import an_account
from tests.builders.escalations import MONDAY, said
from tests.builders.office import BRUNO, PRIYA
from tests.handlers.door import Door, standing_in, text_of
from tests.handlers.test_draft import fits

WRITTEN = {"what": "Exports stop half-way", "effect": "The file ends after 8 000 rows"}


def the_heads_up(door: Door) -> HeadsUp:
    with door.office.database.read() as session:
        return session.scalars(select(HeadsUp)).one()


def the_customer(door: Door) -> HeadsUpCustomer:
    with door.office.database.read() as session:
        return session.scalars(select(HeadsUpCustomer)).one()


def test_a_known_issue_is_written_for_a_segment_and_their_owner_hears(door: Door) -> None:
    an_account(door.office)
    assert door.command("heads-up") is None
    view = door.slack.opened[-1]
    assert fits(view)
    assert "begins_at" not in standing_in(view)
    assert door.send(view, whom="segment:Enterprise", **WRITTEN) is None
    assert (the_heads_up(door).kind, the_heads_up(door).title) == (HeadsUpKind.KNOWN_ISSUE, WRITTEN["what"])
    assert [row.lane for row in said(door.office, "heads_up_asked")] == [f"dm:{BRUNO}"]


def test_maintenance_asks_when_and_keeps_what_was_typed(door: Door) -> None:
    an_account(door.office)
    door.command("heads-up")
    shown = door.change(door.slack.opened[-1], "kind", kind="maintenance", **WRITTEN)
    assert standing_in(shown)["what"] == WRITTEN["what"]
    begins = int((MONDAY + timedelta(days=7)).timestamp())
    refused = door.send(shown, whom="everybody")
    assert "When does it begin?" in str(refused)
    assert door.send(shown, whom="everybody", begins_at=begins) is None
    assert said(door.office, "heads_up_asked") == []
    assert the_heads_up(door).tell_at == MONDAY + timedelta(days=4)


def test_nobody_is_said_under_the_field(door: Door) -> None:
    door.command("heads-up")
    answer = door.send(door.slack.opened[-1], names="Hooli", **WRITTEN)
    assert "No account is called so: Hooli" in answer["errors"]["names"]


def test_the_owner_writes_to_a_customer_and_then_they_know(door: Door) -> None:
    an_account(door.office)
    door.command("heads-up")
    door.send(door.slack.opened[-1], names="Acme Ltd", **WRITTEN)
    door.press("draft_heads_up", f"h{the_customer(door).id}", by=BRUNO)
    view = door.slack.opened[-1]
    assert fits(view)
    assert "Exports stop half-way" in standing_in(view)["words"]
    assert "For *Acme Ltd* alone" in text_of(view)
    door.send(view, by=BRUNO)
    assert the_customer(door).told_by == BRUNO


def test_one_press_says_that_all_know_and_an_outsiders_does_not(door: Door) -> None:
    an_account(door.office)
    door.command("heads-up")
    door.send(door.slack.opened[-1], whom="everybody", **WRITTEN)
    with door.office.database.read() as session:
        owner = session.scalars(select(HeadsUpOwner)).one()
    door.press("confirm_all_heads_up", f"h{owner.id}", by=PRIYA)
    assert the_customer(door).told_at is None
    door.press("confirm_all_heads_up", f"h{owner.id}", by=BRUNO)
    assert the_customer(door).told_by == BRUNO
    door.press("call_off_heads_up", f"h{the_heads_up(door).id}")
    assert the_heads_up(door).called_off_at == MONDAY
    assert [row.lane for row in said(door.office, "heads_up_off")] == [f"dm:{BRUNO}"]


def test_words_after_it_are_an_escalation(door: Door) -> None:
    door.command("heads-up, Acme is down")
    assert door.slack.opened[-1]["callback_id"] == "open_escalation"
