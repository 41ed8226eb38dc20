"""Stand down: everybody who was called in is told once, where they were called, that it is over. Row X15."""

from __future__ import annotations

from models.outbox import MessageState, OutboxMessage, Priority
from models.queries import deadlines
from models.timeline import Event
from services.change import Change
from services.outbox import drop_unsent, say


def stand_down(change: Change, *, why: str) -> None:
    """Tell each person in the thread of the message that called them. What has not left yet is taken back."""
    session, escalation = change.session, change.escalation
    people = []
    for told in deadlines.told_of(session, escalation.id):
        message = session.get_one(OutboxMessage, told.message_id)
        in_own_thread = message.thread_of is not None
        if told.stood_down or in_own_thread:
            continue
        told.stood_down = True
        if drop_unsent(session, message.id) or message.state is MessageState.GIVEN_UP:
            continue
        people.append(told.user_id)
        say(
            session,
            f"stood_down:{escalation.ref}:{told.id}",
            lane=message.lane,
            thread_of=message.id,
            template="stood_down",
            now=change.now,
            escalation=escalation,
            context={"person": told.user_id, "why": why, "by": change.by},
            priority=Priority.NUDGE,
        )
    if people:
        change.note(Event.STOOD_DOWN, people=people, why=why)
