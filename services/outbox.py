"""Saying once and showing always: what verbs write for delivery to send after their commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from models.escalation import Escalation
from models.outbox import Audience, Lane, MessageState, OutboxMessage, Priority, Surface, new_lane_row
from models.own_channel import OWN
from models.queries.canvases import want_anew
from models.queries.insert_once import insert_all_once, insert_once
from services.channels.places import kept_inside, only_inside

_MARKS = UUID("0c5a3a5e-3a3f-4c0f-9d55-5a1d0c6f1b7e")


@dataclass(frozen=True)
class Saying:
    """A message that is to be said once, as `say` takes it."""

    key: str
    lane: str
    template: str
    escalation: Escalation | None = None
    context: Mapping[str, Any] | None = None
    thread_of: int | None = None
    priority: Priority = Priority.ROUTINE
    else_lanes: Sequence[str] = ()
    pointless_after: datetime | None = None
    audience: Audience = Audience.INTERNAL
    editable: bool = False


def say_all(session: Session, sayings: Iterable[Saying], now: datetime) -> dict[str, int]:
    """As `say`, for many at once: message ids by key. What is said first gets the lower id."""
    by_key: dict[str, Saying] = {}
    for saying in sayings:
        by_key.setdefault(saying.key, _kept_inside(saying))
    said = list(by_key.values())
    lanes = sorted({saying.lane for saying in said})
    insert_all_once(session, Lane, [new_lane_row(lane) for lane in lanes])
    insert_all_once(session, OutboxMessage, [_row(saying, now) for saying in said])
    found = select(OutboxMessage.key, OutboxMessage.id).where(OutboxMessage.key.in_(by_key))
    ids = {row.key: row.id for row in session.execute(found)}
    surfaces = [
        _surface_row(saying.escalation.id if saying.escalation else None, ids[saying.key], saying.template)
        for saying in said
        if saying.editable
    ]
    insert_all_once(session, Surface, surfaces)
    return ids


def say(
    session: Session,
    key: str,
    *,
    lane: str,
    template: str,
    now: datetime,
    escalation: Escalation | None = None,
    context: Mapping[str, Any] | None = None,
    thread_of: int | None = None,
    priority: Priority = Priority.ROUTINE,
    else_lanes: Sequence[str] = (),
    pointless_after: datetime | None = None,
    audience: Audience = Audience.INTERNAL,
    editable: bool = False,
) -> OutboxMessage:
    """Write a message that is said once; with a key that was used before, the earlier one is returned.

    `context` of None is made from the record at the moment of sending. `editable` keeps the message true
    afterwards, by a surface of the same template.
    """
    saying = _kept_inside(
        Saying(
            key,
            lane,
            template,
            escalation,
            context,
            thread_of,
            priority,
            else_lanes,
            pointless_after,
            audience,
            editable,
        )
    )
    insert_once(session, Lane, new_lane_row(saying.lane))
    insert_once(session, OutboxMessage, _row(saying, now))
    message = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one()
    if editable:
        insert_once(session, Surface, _surface_row(message.escalation_id, message.id, template))
    return message


def _kept_inside(saying: Saying) -> Saying:
    escalation = saying.escalation
    if escalation is None or not escalation.restricted or saying.audience is Audience.CUSTOMER:
        return saying
    lane, thread_of = kept_inside(escalation, saying.template, saying.lane, saying.thread_of, saying.context)
    return replace(
        saying, lane=lane, thread_of=thread_of, else_lanes=only_inside(escalation, saying.else_lanes)
    )


def _row(saying: Saying, now: datetime) -> dict[str, Any]:
    return {
        "key": saying.key,
        "escalation_id": saying.escalation.id if saying.escalation else None,
        "lane": saying.lane,
        "thread_of": saying.thread_of,
        "template": saying.template,
        "context": saying.context,
        "audience": saying.audience,
        "priority": saying.priority.value,
        "else_lanes": [other for other in dict.fromkeys(saying.else_lanes) if other != saying.lane],
        "created_at": now,
        "pointless_after": saying.pointless_after,
        "op_id": _mark(saying.key, saying.escalation),
    }


def _surface_row(escalation_id: int | None, message_id: int, template: str) -> dict[str, Any]:
    return {
        "escalation_id": escalation_id,
        "message_id": message_id,
        "template": template,
        "context": None,
        "wanted": 0,
        "shown": 0,
        "attempts": 0,
        "not_before": 0.0,
    }


def _mark(key: str, escalation: Escalation | None) -> str:
    """What the message carries in Slack. The same thing of the same escalation gets the same mark again:
    after a restore from a backup, what was said since is known by it."""
    opened = escalation.opened_at.isoformat() if escalation else ""
    return str(uuid5(_MARKS, f"{opened} {key}"))


def show_anew(session: Session, message_id: int | None) -> None:
    """The message at `message_id` no longer reads as it should: its surface is wanted one version on."""
    if message_id is not None:
        show_all_anew(session, [message_id])


def show_all_anew(session: Session, message_ids: Collection[int]) -> None:
    """As `show_anew`, for many at once."""
    if message_ids:
        session.execute(
            update(Surface).where(Surface.message_id.in_(message_ids)).values(wanted=Surface.wanted + 1)
        )


def show_address(session: Session, sent: Collection[int]) -> None:
    """Cards among what was just sent have an address now: whoever was called in before that gets the link."""
    if not sent:
        return
    homes = select(Escalation.id).where(
        Escalation.card_id.in_(sent),
        Escalation.id.in_(select(OutboxMessage.escalation_id).where(OutboxMessage.id.in_(sent))),
    )
    called_before = select(OutboxMessage.id).where(
        OutboxMessage.escalation_id.in_(homes),
        OutboxMessage.state == MessageState.SENT,
        OutboxMessage.thread_of.is_(None),
        OutboxMessage.template != "card",
        OutboxMessage.lane.not_like(f"{OWN}%"),
    )
    session.execute(
        update(Surface).where(Surface.message_id.in_(called_before)).values(wanted=Surface.wanted + 1)
    )


def show_missed_address(session: Session, unlinked: Collection[int]) -> None:
    """These left while their card was on its way: where it stands by now, they get the link as well."""
    if not unlinked:
        return
    card = aliased(OutboxMessage)
    missed = (
        select(OutboxMessage.id)
        .join(Escalation, Escalation.id == OutboxMessage.escalation_id)
        .join(card, card.id == Escalation.card_id)
        .where(OutboxMessage.id.in_(unlinked), card.id != OutboxMessage.id, card.ts.is_not(None))
    )
    session.execute(update(Surface).where(Surface.message_id.in_(missed)).values(wanted=Surface.wanted + 1))


OFFERING = ("dri_named", "handed_over", "cover_set", "restricted_line")
"""Templates of messages that stand where they were said and name the DRI, or offer what is owed now."""


def show_offers_anew(session: Session, escalation: Escalation) -> None:
    """What a message of long ago offers is what makes sense now."""
    offers = select(OutboxMessage.id).where(
        OutboxMessage.escalation_id == escalation.id,
        OutboxMessage.template.in_(OFFERING),
        OutboxMessage.state != MessageState.DROPPED,
    )
    session.execute(update(Surface).where(Surface.message_id.in_(offers)).values(wanted=Surface.wanted + 1))


def show_card_anew(session: Session, escalation: Escalation) -> None:
    """Whatever changed is on the card, and in the document's canvas, the next time they are shown."""
    show_anew(session, escalation.card_id)
    want_anew(session, [escalation.id])


def drop_unsent(session: Session, message_id: int) -> bool:
    """Take back what has not left yet; False where it is on its way or gone, and its surface must tell."""
    return bool(drop_all_unsent(session, [message_id]))


def send_after_all(session: Session, message_ids: Collection[int]) -> None:
    """What was taken back before it left leaves after all."""
    if message_ids:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(message_ids), OutboxMessage.state == MessageState.DROPPED)
            .values(state=MessageState.WAITING)
        )


def drop_all_unsent(session: Session, message_ids: Collection[int]) -> set[int]:
    """As `drop_unsent`, for many at once: those that were taken back."""
    if not message_ids:
        return set()
    dropped = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(message_ids), OutboxMessage.state == MessageState.WAITING)
        .values(state=MessageState.DROPPED)
        .returning(OutboxMessage.id)
    )
    return set(dropped.scalars())
