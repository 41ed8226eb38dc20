"""Messages that are about no one escalation: what they say besides what was decided, read as they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.outbox import OutboxMessage
from services.heads_up.as_it_stands import asked_as_it_stands, given_as_it_stands
from services.list_recovery import week_of_recovery
from services.lookups.digest import digest_of
from services.nudging.gathered_words import gathered_as_it_stands
from services.office import Rules
from services.watching.propose import proposal_as_it_stands

Facts = dict[str, Any]


def as_it_stands(
    session: Session, template: str, message: OutboxMessage, rules: Rules, now: datetime
) -> Facts:
    """Nothing for a message that was decided whole."""
    made = _MADE.get(template)
    return made(session, message, rules, now) if made is not None else {}


def _digest(session: Session, message: OutboxMessage, rules: Rules, now: datetime) -> Facts:
    return digest_of(session, (message.context or {})["person"], rules, now)


_MADE: Mapping[str, Callable[[Session, OutboxMessage, Rules, datetime], Facts]] = {
    "digest": _digest,
    "nudges_gathered": gathered_as_it_stands,
    "trigger_proposed": lambda session, message, rules, now: proposal_as_it_stands(
        session, message, rules.policy
    ),
    "heads_up_asked": lambda session, message, rules, now: asked_as_it_stands(session, message),
    "heads_up_given": lambda session, message, rules, now: given_as_it_stands(session, message),
    "recovery_week": lambda session, message, rules, now: week_of_recovery(session, now),
}
