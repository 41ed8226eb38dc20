"""The two messages by which an escalation stands: its card, where it lives, and the line that leads there from home."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from services.outbox import say


def say_card(session: Session, escalation: Escalation, now: datetime, *, anew: str = "") -> OutboxMessage:
    """Its card from now on, in the channel where it lives. `anew` tells a further one apart from those before."""
    key = f"card:{escalation.ref}:{anew}" if anew else f"card:{escalation.ref}"
    card = _say(session, escalation, key, "card", escalation.home_channel, now)
    escalation.card_id = card.id
    return card


def say_line(session: Session, escalation: Escalation, home: str, now: datetime) -> None:
    """The line in the home channel; `home` is its lane."""
    escalation.line_id = _say(session, escalation, f"line:{escalation.ref}", "home_line", home, now).id


def _say(
    session: Session, escalation: Escalation, key: str, template: str, lane: str, now: datetime
) -> OutboxMessage:
    return say(
        session,
        key,
        lane=lane,
        template=template,
        now=now,
        escalation=escalation,
        priority=Priority.URGENT,
        editable=True,
    )
