"""*I have it*: the DRI says so. An internal event that quiets the accept nudge only. Row M2c."""

from __future__ import annotations

from datetime import datetime

from models.timeline import Event
from services.change import changing
from services.office import Office
from services.outbox import show_anew
from services.record import unix
from services.refusal import Refused


def accept(office: Office, escalation_id: int, *, by: str, now: datetime) -> None:
    """Raises Refused where somebody else is the DRI, it is over, or it was said before."""
    with changing(office, escalation_id, "accept", by=by, now=now) as change:
        escalation = change.escalation
        change.require_live()
        if escalation.dri != by:
            raise Refused("only_dri_accepts", ref=escalation.ref, dri=escalation.dri)
        if escalation.accepted_at is not None:
            raise Refused("already_accepted", ref=escalation.ref, at=unix(escalation.accepted_at))
        escalation.accepted_at = now
        change.note(Event.ACCEPTED)
        change.thread(f"accepted:{escalation.ref}:{by}", "escalation_accepted", at=unix(now))
        show_anew(change.session, escalation.dri_message_id)
