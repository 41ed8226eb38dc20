"""What an act of somebody's is, and what it may find of an escalation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines
from policy.kinds import DeadlineKind
from services.office import Office

Act = Callable[[Office, int, str, datetime, Random], None]
"""Somebody (a user id) does it to an escalation; whatever the service refuses is raised."""


def seen(office: Office, of: int) -> Escalation:
    """It, as it stands."""
    with office.database.read() as session:
        return session.get_one(Escalation, of)


def owed(office: Office, of: int, kind: DeadlineKind | None = None) -> list[Deadline]:
    """Its open promises, of one kind where it is named."""
    with office.database.read() as session:
        return [row for row in deadlines.open_of(session, of) if kind in (None, row.kind)]
