"""Turning one's own morning digest off, and on again. Row X18.

What only the digest would have said comes as a nudge in the escalation's thread instead
(`services.lookups.digest.reaches`).
"""

from __future__ import annotations

from models.queries import preferences
from services.authorise import require_internal
from services.office import Office
from services.refusal import Refused


def turn_digest(office: Office, *, by: str, on: bool) -> None:
    """Raises Refused for outsiders, and where it was so before."""
    with office.database.write() as session:
        require_internal(session, by)
        if not preferences.set_digest(session, by, on=on):
            raise Refused("digest_on_already" if on else "digest_off_already")
