"""Telling whoever reacted to a message that Slack did not let us read it, so nothing was kept. Row X12."""

from __future__ import annotations

from datetime import datetime

from services import once
from services.channels.places import dm
from services.office import Office
from services.outbox import say


def tell_unread(office: Office, channel: str, *, by: str, event_id: str, now: datetime) -> None:
    """Once an event, by direct message."""
    with office.database.write() as session:
        if once.claim(session, f"event:{event_id}", {}, now) is None:
            say(
                session,
                f"note_unread:{event_id}",
                lane=dm(by),
                template="note_unread",
                now=now,
                context={"place": channel},
            )
