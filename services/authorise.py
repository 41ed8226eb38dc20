"""Who may do what: anybody of the company; nobody from outside, no guest, no bot. Rows X8, X9."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.directory import KnownPerson
from policy.dri import why_not
from services.refusal import Refused


def require_internal(session: Session, user_id: str) -> None:
    """Raises Refused for whoever may not act on an escalation: an outsider, a guest, a bot, an unknown."""
    if not is_internal(session, user_id):
        raise Refused("not_for_outsiders")


def is_internal(session: Session, user_id: str) -> bool:
    """Whether this is an active person of the company, as far as we know."""
    known = session.get(KnownPerson, user_id)
    return known is not None and why_not(known.facts) is None


def unfit_dri(session: Session, user_id: str, field: str = "dri") -> Refused | None:
    """Why this person cannot be a DRI, as the form field says it. Row D3a: one person, never a team or a bot."""
    known = session.get(KnownPerson, user_id)
    if known is None:
        return Refused("dri_unknown", field=field)
    reason = why_not(known.facts)
    return Refused(f"dri_{reason.value}", field=field, name=known.name) if reason else None
