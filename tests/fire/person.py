"""Somebody who raises an escalation at a bad moment, with a watch in hand."""

from __future__ import annotations

import json
import time
from typing import Any

from sqlalchemy import func, select

from models.base import Base
from models.escalation import Escalation
from tests.handlers.door import Door

Json = dict[str, Any]

SLACK_WAITS = 3.0
"""Seconds for an answer."""

PROBLEM = "Nobody can log in. " * 150
"""Long enough to need room in the database."""


class Person:
    """Casey with the intake form open and filled in."""

    def __init__(self, door: Door) -> None:
        self.door = door
        door.command()
        self.form: Json = door.change(
            door.slack.opened[-1], "impact", customer="Acme", problem=PROBLEM, impact="outage"
        )
        self.took = 0.0

    def sends(self) -> str:
        """The form is sent; what is shown then, empty where the form closes. How long it took is in `took`."""
        before = time.monotonic()
        answer = self.door.send(self.form, view_id="VONE")
        self.took = time.monotonic() - before
        return json.dumps(answer, ensure_ascii=False) if answer else ""


def kept(door: Door) -> dict[str, int]:
    """Rows in every table that a raised escalation fills."""
    names = ("escalations", "deadlines", "timeline", "outbox", "surfaces", "told", "handled_requests")
    with door.office.database.read() as session:
        counts = {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
            for name in names
        }
    return {name: count for name, count in counts.items() if count}


def escalations(door: Door) -> int:
    """How many there are."""
    with door.office.database.read() as session:
        return session.scalar(select(func.count()).select_from(Escalation)) or 0
