"""Keys of what may truly happen again: climbed, taken back, climbed once more; each is said once, and both are said."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import calls


def key_again(session: Session, escalation: Escalation, key: str) -> str:
    """The key the first time, and with a number from the second on. The caller knows that it did happen again."""
    times = len(calls.said_under(session, escalation.id, key))
    return key if not times else f"{key}:{times + 1}"


def call_key(session: Session, escalation: Escalation, cause: str) -> str:
    """A call's key by its cause. While an earlier one for the same cause stands it is that one's: nobody is told
    twice (row M3d). Whoever was stood down since may be called again."""
    key = f"call:{escalation.ref}:{cause}"
    before = calls.said_under(session, escalation.id, key)
    if not before:
        return key
    return f"{key}:{len(before) + 1}" if calls.is_over(session, before[-1]) else before[-1].key
