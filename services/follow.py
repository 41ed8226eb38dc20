"""*Follow*: hear by direct message when it is acknowledged, changed, resolved. Row X19."""

from __future__ import annotations

from datetime import datetime

from models.timeline import Event
from services import followers
from services.change import changing
from services.let_in import let_in
from services.office import Office
from services.refusal import Refused


def follow(office: Office, escalation_id: int, *, by: str, now: datetime) -> str:
    """The reference of what is followed now. Raises Refused where it was before, or is a drill."""
    with changing(office, escalation_id, "follow", by=by, now=now) as change:
        escalation = change.escalation
        if escalation.drill:
            raise Refused("drill_not_followed", ref=escalation.ref)
        let_in(change.session, escalation, [by], now=now, by=by)
        if not followers.begin(change.session, escalation, by, now):
            raise Refused("follows_already", ref=escalation.ref)
        change.note(Event.FOLLOWED)
        return escalation.ref
