"""The resolution that a verb after the end is about; there is none before the end, nor once it is opened again."""

from __future__ import annotations

from models.queries import resolutions
from models.resolution import Resolution
from policy.kinds import Status
from services.change import Change
from services.refusal import Refused

OVER = (Status.RESOLVED, Status.CLOSED)


def resolution_of(change: Change) -> Resolution:
    """Raises Refused where it is not resolved, or not any more."""
    escalation = change.escalation
    resolution = resolutions.latest(change.session, escalation.id)
    if resolution is None or escalation.status not in OVER:
        raise Refused("not_resolved", ref=escalation.ref, status=escalation.status.value)
    return resolution
