"""Carrying out a verb so that it can be taken back: what it changes is found by looking before and after. Row X7."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from models.base import JsonObject
from models.deadline import Deadline
from models.escalation import ON_RECORD
from models.outbox import MessageState, OutboxMessage
from models.queries import deadlines, undoables
from models.undoable import Undoable, kept
from services.change import Change
from services.outbox import show_anew
from services.path.follow import follow_path

COLUMNS = tuple(column.key for column in Deadline.__table__.columns if column.key != "id")


@dataclass
class Offer:
    """What is offered at the end of the verb, if a message was named to offer it in."""

    message: OutboxMessage | None = None

    def stands_in(self, message: OutboxMessage) -> None:
        """This message of the escalation's thread, which is `editable`, carries the button."""
        self.message = message


@dataclass
class _Seen:
    """An escalation as it stood before the verb."""

    columns: JsonObject
    open: dict[int, JsonObject]
    told: dict[int, bool]
    messages: dict[int, MessageState]
    deadlines: set[int] = field(default_factory=set)


@contextmanager
def undoable(change: Change, verb: str) -> Iterator[Offer]:
    """Whatever the body changes may be taken back for as long as the policy says, by who did it or the DRI."""
    within = change.rules.policy.undo
    offer = Offer()
    before = _look(change)
    yield offer
    if within is None or offer.message is None:
        return
    # Whom a rule of the path calls in because of it is called in by it: that is taken back as well.
    follow_path(change.session, change.escalation, change.rules, change.now)
    change.session.flush()
    change.session.add(
        Undoable(
            escalation_id=change.escalation.id,
            verb=verb,
            by=change.by,
            done_at=change.now,
            until=change.now + within.within * change.speed,
            entry_id=undoables.last_entry(change.session, change.escalation.id),
            message_id=offer.message.id,
            trace=_trace(before, change),
        )
    )
    change.session.flush()
    show_anew(change.session, offer.message.id)


def _look(change: Change) -> _Seen:
    session, escalation = change.session, change.escalation
    session.flush()
    return _Seen(
        columns=kept(escalation, ON_RECORD),
        open={row.id: kept(row, COLUMNS) for row in deadlines.open_of(session, escalation.id)},
        told={row.id: row.stood_down for row in deadlines.told_of(session, escalation.id)},
        messages=undoables.messages_of(session, escalation.id),
        deadlines={row.id for row in deadlines.all_of(session, escalation.id)},
    )


def _trace(before: _Seen, change: Change) -> dict[str, Any]:
    session, escalation = change.session, change.escalation
    rows = {row.id: row for row in deadlines.all_of(session, escalation.id)}
    told = {row.id: row.stood_down for row in deadlines.told_of(session, escalation.id)}
    messages = undoables.messages_of(session, escalation.id)
    return {
        "columns": _was_otherwise(before.columns, kept(escalation, ON_RECORD)),
        "deadlines": {
            str(key): otherwise
            for key, was in before.open.items()
            if (otherwise := _was_otherwise(was, kept(rows[key], COLUMNS)))
        },
        "made": [key for key in rows if key not in before.deadlines],
        "told": [key for key in told if key not in before.told],
        "stood_down": [key for key, down in told.items() if down and before.told.get(key) is False],
        "said": [key for key in messages if key not in before.messages],
        "dropped": [
            key
            for key, state in before.messages.items()
            if state is MessageState.WAITING and messages[key] is MessageState.DROPPED
        ],
    }


def _was_otherwise(was: JsonObject, is_now: JsonObject) -> JsonObject:
    return {name: value for name, value in was.items() if is_now[name] != value}
