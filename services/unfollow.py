"""*Stop following*: no more direct messages about it. Row X19."""

from __future__ import annotations

from datetime import datetime

from models.queries import followers
from models.timeline import Event
from services.change import changing
from services.office import Office
from services.refusal import Refused


def unfollow(office: Office, escalation_id: int, *, by: str, now: datetime) -> str:
    """The reference of what is followed no longer. Raises Refused where it was not."""
    with changing(office, escalation_id, "unfollow", by=by, now=now) as change:
        escalation = change.escalation
        if not followers.stop(change.session, escalation.id, by):
            raise Refused("follows_not", ref=escalation.ref)
        change.note(Event.UNFOLLOWED)
        return escalation.ref
