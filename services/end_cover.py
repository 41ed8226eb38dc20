"""*End the stand-in*: the DRI is back before it was said. Row M11a."""

from __future__ import annotations

from datetime import datetime

from services.change import changing
from services.cover import finish_cover
from services.office import Office
from services.refusal import Refused


def end_cover(office: Office, escalation_id: int, *, by: str, now: datetime) -> None:
    """Raises Refused where nobody stands in."""
    with changing(office, escalation_id, "end_cover", by=by, now=now) as change:
        if change.escalation.cover is None:
            raise Refused("cover_missing", ref=change.escalation.ref)
        finish_cover(change)
