"""Saying once and showing always: what verbs write for delivery to send after their commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import Audience, Lane, MessageState, OutboxMessage, Priority, Surface, new_lane_row
from models.queries.insert_once import insert_once

_MARKS = UUID("0c5a3a5e-3a3f-4c0f-9d55-5a1d0c6f1b7e")


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
    insert_once(session, Lane, new_lane_row(lane))
    insert_once(
        session,
        OutboxMessage,
        {
            "key": key,
            "escalation_id": escalation.id if escalation else None,
            "lane": lane,
            "thread_of": thread_of,
            "template": template,
            "context": context,
            "audience": audience,
            "priority": priority.value,
            "else_lanes": [other for other in dict.fromkeys(else_lanes) if other != lane],
            "created_at": now,
            "pointless_after": pointless_after,
            "op_id": _mark(key, escalation),
        },
    )
    message = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one()
    if editable:
        insert_once(
            session,
            Surface,
            {
                "escalation_id": message.escalation_id,
                "message_id": message.id,
                "template": template,
                "context": None,
                "wanted": 0,
                "shown": 0,
                "attempts": 0,
                "not_before": 0.0,
            },
        )
    return message


def _mark(key: str, escalation: Escalation | None) -> str:
    """What the message carries in Slack. The same thing of the same escalation gets the same mark again:
    after a restore from a backup, what was said since is known by it."""
    opened = escalation.opened_at.isoformat() if escalation else ""
    return str(uuid5(_MARKS, f"{opened} {key}"))


def show_anew(session: Session, message_id: int | None) -> None:
    """The message at `message_id` no longer reads as it should: its surface is wanted one version on."""
    if message_id is not None:
        session.execute(
            update(Surface).where(Surface.message_id == message_id).values(wanted=Surface.wanted + 1)
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
    )
    session.execute(
        update(Surface).where(Surface.message_id.in_(called_before)).values(wanted=Surface.wanted + 1)
    )


def show_card_anew(session: Session, escalation: Escalation) -> None:
    """Whatever changed is on the card the next time it is shown."""
    show_anew(session, escalation.card_id)


def drop_unsent(session: Session, message_id: int) -> bool:
    """Take back what has not left yet; False where it is on its way or gone, and its surface must tell."""
    dropped = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == MessageState.WAITING)
        .values(state=MessageState.DROPPED)
        .returning(OutboxMessage.id)
    ).first()
    return dropped is not None
