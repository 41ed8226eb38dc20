"""Stand down: everybody who was called in and is no longer needed is told once, where they were called. Row X15."""

from __future__ import annotations

from collections.abc import Collection

from models.deadline import Outcome, Told
from models.outbox import MessageState, OutboxMessage, Priority
from models.queries import deadlines
from models.queries.calls import is_over
from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.again import key_again
from services.change import Change
from services.outbox import drop_unsent, say


def stand_down(
    change: Change, *, why: str, calls: Collection[int] | None = None, stay: Collection[str] = ()
) -> list[str]:
    """Whoever these messages called in may go; who that was. Without `calls`, all that were called in.

    Each is told once, in the thread of the last message that called them. What has not left yet is taken back in
    silence. To whoever is to `stay` nothing is said: only this call of theirs is over.
    """
    session = change.session
    last_called: dict[str, tuple[Told, OutboxMessage]] = {}
    for told in deadlines.told_of(session, change.escalation.id):
        message = session.get_one(OutboxMessage, told.message_id)
        in_own_thread = message.thread_of is not None
        if told.stood_down or in_own_thread or (calls is not None and message.id not in calls):
            continue
        told.stood_down = True
        if not _never_left(change, message) and told.user_id not in stay:
            last_called[told.user_id] = told, message
    for person, (told, message) in last_called.items():
        _say(change, message, f"stood_down:{change.escalation.ref}:{told.id}", person, why)
    if last_called:
        change.note(Event.STOOD_DOWN, people=list(last_called), why=why)
    return list(last_called)


def withdraw(change: Change, *, why: str, calls: Collection[int], stay: Collection[str] = ()) -> list[str]:
    """These calls are over before they were answered, or since: what they ask is asked no more. Who was stood down."""
    session = change.session
    end_asks(change, calls)
    named = {told.message_id for told in deadlines.told_of(session, change.escalation.id)}
    for message_id in sorted(set(calls) - named):  # a channel was told, and nobody by name
        message = session.get_one(OutboxMessage, message_id)
        if not is_over(session, message) and not _never_left(change, message):
            _say(change, message, f"stood_down:{change.escalation.ref}:call:{message_id}", None, why)
    return stand_down(change, why=why, calls=calls, stay=stay)


def end_asks(change: Change, calls: Collection[int]) -> None:
    """What these calls ask is asked no more; nobody is told."""
    for ask in deadlines.open_of(change.session, change.escalation.id):
        if ask.kind is DeadlineKind.ASK and ask.ask_message_id in calls:
            promises.settle(change.session, ask, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN)


def _never_left(change: Change, message: OutboxMessage) -> bool:
    return drop_unsent(change.session, message.id) or message.state in (
        MessageState.GIVEN_UP,
        MessageState.DROPPED,
    )


def _say(change: Change, message: OutboxMessage, key: str, person: str | None, why: str) -> None:
    say(
        change.session,
        key_again(change.session, change.escalation, key),
        lane=message.lane,
        thread_of=message.id,
        template="stood_down",
        now=change.now,
        escalation=change.escalation,
        context={"person": person, "why": why, "by": change.by},
        priority=Priority.NUDGE,
    )
