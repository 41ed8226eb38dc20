"""Finding promises: those still open, the latest of a kind, and who was told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from models.base import JsonObject
from models.deadline import Deadline, Told
from models.outbox import OutboxMessage
from models.timeline import Event, TimelineEntry
from policy.kinds import HEARDS_OWN, DeadlineKind

NUDGE = "nudge"
"""The template of a nudge that comes by itself."""


def by_ids(session: Session, ids: Collection[int]) -> dict[int, Deadline]:
    """These promises, by id."""
    return {row.id: row for row in session.scalars(select(Deadline).where(Deadline.id.in_(ids)))}


def open_of(session: Session, escalation_id: int) -> Sequence[Deadline]:
    """Every open promise of one escalation, earliest due first."""
    return session.scalars(
        select(Deadline)
        .where(Deadline.escalation_id == escalation_id, Deadline.settled_at.is_(None))
        .order_by(Deadline.due_at, Deadline.id)
    ).all()


def anything_owed(session: Session, escalation_id: int) -> bool:
    """Whether anybody still owes anything; what Heard will do by itself is owed by nobody."""
    return any(row.kind not in HEARDS_OWN for row in open_of(session, escalation_id))


def open_of_many(session: Session, ids: Iterable[int]) -> dict[int, list[Deadline]]:
    """Open promises of a batch of escalations, by escalation."""
    found: dict[int, list[Deadline]] = {}
    for deadline in session.scalars(
        select(Deadline)
        .where(Deadline.escalation_id.in_(list(ids)), Deadline.settled_at.is_(None))
        .order_by(Deadline.due_at, Deadline.id)
    ):
        found.setdefault(deadline.escalation_id, []).append(deadline)
    return found


def due_of_many(session: Session, ids: Iterable[int], now: datetime) -> dict[int, list[Deadline]]:
    """Of a batch of escalations, the open promises whose next step has come, by escalation."""
    found: dict[int, list[Deadline]] = {}
    for deadline in session.scalars(
        select(Deadline)
        .where(
            Deadline.escalation_id.in_(list(ids)), Deadline.settled_at.is_(None), Deadline.next_step_at <= now
        )
        .order_by(Deadline.due_at, Deadline.id)
    ):
        found.setdefault(deadline.escalation_id, []).append(deadline)
    return found


def later_of_many(session: Session, ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Of a batch of escalations, the earliest step after `now`, by escalation."""
    rows = session.execute(
        select(Deadline.escalation_id, func.min(Deadline.next_step_at))
        .where(
            Deadline.escalation_id.in_(list(ids)), Deadline.settled_at.is_(None), Deadline.next_step_at > now
        )
        .group_by(Deadline.escalation_id)
    )
    return {escalation_id: at for escalation_id, at in rows if at is not None}


def open_of_kind(session: Session, escalation_id: int, kind: DeadlineKind) -> Deadline | None:
    """The open promise of one kind; for the kinds of which there may be several, use `open_about`."""
    return session.scalar(
        select(Deadline).where(
            Deadline.escalation_id == escalation_id, Deadline.kind == kind, Deadline.settled_at.is_(None)
        )
    )


def open_about(session: Session, escalation_id: int, kind: DeadlineKind, subject: str) -> Deadline | None:
    """The open promise of one kind about one subject: a plan step, a recovery step."""
    return session.scalar(
        select(Deadline).where(
            Deadline.escalation_id == escalation_id,
            Deadline.kind == kind,
            Deadline.subject == subject,
            Deadline.settled_at.is_(None),
        )
    )


def met_by(session: Session, contact_id: int) -> Sequence[Deadline]:
    """The promises that a word to the customer kept, on time or late."""
    return session.scalars(select(Deadline).where(Deadline.met_by == contact_id).order_by(Deadline.id)).all()


def promised_in(session: Session, contact_id: int) -> Sequence[Deadline]:
    """The open promises that a word to the customer made."""
    return session.scalars(
        select(Deadline).where(Deadline.promised_in == contact_id, Deadline.settled_at.is_(None))
    ).all()


def all_of(session: Session, escalation_id: int) -> Sequence[Deadline]:
    """Every promise ever made in one escalation, in the order they were made."""
    return session.scalars(
        select(Deadline).where(Deadline.escalation_id == escalation_id).order_by(Deadline.id)
    ).all()


# Made once: to put a statement together costs more than to run it, and every promise asks.
_HIGHEST = (
    select(Deadline.kind, func.max(Deadline.number).label("highest"))
    .where(Deadline.escalation_id == bindparam("of"))
    .group_by(Deadline.kind)
)


def next_number(session: Session, escalation_id: int, kind: DeadlineKind) -> int:
    """The number that the next promise of this kind gets; whoever makes promises holds the escalation's lock."""
    numbers: dict[int, dict[DeadlineKind, int]] = session.info.setdefault("numbers", {})
    if escalation_id not in numbers:
        found = session.execute(_HIGHEST, {"of": escalation_id})
        numbers[escalation_id] = {row.kind: row.highest for row in found}
    of_kinds = numbers[escalation_id]
    of_kinds[kind] = of_kinds.get(kind, 0) + 1
    return of_kinds[kind]


def asked_by_name(session: Session, escalation_id: int, owed: Iterable[Deadline]) -> frozenset[str]:
    """Whom nudges for any of these promises named, the earlier ones as well."""
    ids = {row.id for row in owed}
    nudged = session.scalars(
        select(TimelineEntry.data).where(
            TimelineEntry.escalation_id == escalation_id, TimelineEntry.event == Event.NUDGED
        )
    )
    return frozenset(data["person"] for data in nudged if ids.intersection(_items_of(data)))


def asked_for_in(session: Session, message: OutboxMessage) -> Sequence[Deadline]:
    """The promises that one nudge asks for: its own, but for those that a later moment's nudge asks for now."""
    return session.scalars(
        select(Deadline)
        .where(Deadline.id.in_(_items_of(message.context)), Deadline.nudge_message_id <= message.id)
        .order_by(Deadline.due_at, Deadline.id)
    ).all()


def nudges_since(session: Session, message_ids: Collection[int]) -> dict[int, bool]:
    """These nudges and all later ones of the same escalations: whether each still asks for an open promise."""
    first, later = aliased(OutboxMessage), aliased(OutboxMessage)
    found = session.execute(
        select(later.id, later.context)
        .join(first, first.escalation_id == later.escalation_id)
        .where(first.id.in_(message_ids), later.id >= first.id, later.template == first.template)
    ).all()
    found = [*found, *_gathered_and_later(session, set(message_ids) - {row.id for row in found})]
    wanted = {deadline_id for _, context in found for deadline_id in _items_of(context)}
    asked_since = {
        row.id: row.nudge_message_id
        for row in session.execute(
            select(Deadline.id, Deadline.nudge_message_id).where(
                Deadline.id.in_(wanted), Deadline.settled_at.is_(None), Deadline.nudge_message_id.is_not(None)
            )
        )
    }
    return {
        message_id: any(asked_since.get(item, message_id + 1) <= message_id for item in _items_of(context))
        for message_id, context in found
    }


def _gathered_and_later(session: Session, ids: Collection[int]) -> list[Row[int, JsonObject | None]]:
    """Gathered messages, which are of no one escalation, and later nudges that ask for something they list."""
    if not ids:
        return []
    said = select(OutboxMessage.id, OutboxMessage.context)
    gathered = session.execute(said.where(OutboxMessage.id.in_(ids))).all()
    listed = {item["escalation_id"] for _, context in gathered for item in (context or {}).get("items", [])}
    later = session.execute(
        said.where(
            OutboxMessage.escalation_id.in_(listed),
            OutboxMessage.id > min(ids),
            OutboxMessage.template == NUDGE,
        )
    ).all()
    items = {item for _, context in gathered for item in _items_of(context)}
    return [*gathered, *(row for row in later if items.intersection(_items_of(row.context)))]


def _items_of(context: JsonObject | None) -> list[int]:
    return [item["deadline_id"] for item in (context or {}).get("items", [])]


def answered_in(session: Session, message_id: int) -> Deadline | None:
    """The ask that a message in a tier channel carries; where it was asked again, as it is asked now."""
    return session.scalar(
        select(Deadline).where(Deadline.ask_message_id == message_id).order_by(Deadline.id.desc()).limit(1)
    )


def called_in(session: Session, escalation_id: int) -> frozenset[str]:
    """Who was called in on the path and may not go yet: a tier names others. A sponsor is asked something else."""
    query = select(Told.user_id).where(
        Told.escalation_id == escalation_id, Told.stood_down.is_(False), Told.cause.not_like("sponsor:%")
    )
    return frozenset(session.scalars(query))


def told_of(session: Session, escalation_id: int) -> Sequence[Told]:
    """Who has been told of this escalation, in order."""
    return session.scalars(select(Told).where(Told.escalation_id == escalation_id).order_by(Told.id)).all()
