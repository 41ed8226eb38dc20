"""Rows that many messages are about to ask for, read at once: the session then finds them without a look each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Surface
from models.queries.lanes import the_workspace

Row = TypeVar("Row", OutboxMessage, Escalation)


def for_wording(session: Session, rows: Collection[OutboxMessage | Surface]) -> None:
    """What each of them is worded from: its message, its escalation, the card there, the workspace.

    A session that only looks forgets what nobody holds: its `info` holds them for as long as it lives.
    """
    messages = [row for row in rows if isinstance(row, OutboxMessage)]
    messages += _by_key(session, OutboxMessage, {row.message_id for row in rows if isinstance(row, Surface)})
    about = {message.escalation_id for message in messages if message.escalation_id}
    escalations = _by_key(session, Escalation, about)
    cards = {escalation.card_id for escalation in escalations if escalation.card_id}
    stand = _by_key(session, OutboxMessage, cards)
    session.info["read_ahead"] = (messages, escalations, stand, the_workspace(session))


def _by_key(session: Session, table: type[Row], keys: Collection[int]) -> Sequence[Row]:
    return session.scalars(select(table).where(table.id.in_(keys))).all() if keys else []
