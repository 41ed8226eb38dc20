"""Remember a person as Slack shows them: one of us, a guest, from outside, a bot, gone. Rows X8, X9."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.directory import KnownPerson
from policy.roster import DirectoryPerson
from services import once
from services.delivery.directory import remember_person
from services.office import Office

SLACKBOT = "USLACKBOT"
"""Slack's own bot, which says of itself that it is none."""


def known_person(office: Office, user_id: str) -> DirectoryPerson | None:
    """The person as last seen; None for whoever was never seen."""
    with office.database.read() as session:
        known = session.get(KnownPerson, user_id)
        return known.facts if known else None


def know_person(
    office: Office, person: DirectoryPerson, now: datetime, *, seen_at: float, event_id: str | None = None
) -> None:
    """Remember, or correct what was remembered. `seen_at` is machine time before Slack was asked.

    The same event twice is harmless. Slack tells of every change of somebody's status line: what changes
    nothing here writes nothing.
    """
    if known_person(office, person.user_id) == person:
        return
    with office.database.write() as session:
        if event_id is None or once.claim(session, f"event:{event_id}", {}, now) is None:
            remember_person(session, person, seen_at)


def person_of_slack(
    user: Mapping[str, Any], team_id: str, enterprise_id: str | None = None
) -> DirectoryPerson:
    """A person from Slack's user object. *Internal*: whose home is `team_id`, or its Grid organisation."""
    profile = user.get("profile") or {}
    organisation = (user.get("enterprise_user") or {}).get("enterprise_id")
    at_home = user.get("team_id") == team_id or (organisation is not None and organisation == enterprise_id)
    return DirectoryPerson(
        user_id=user["id"],
        name=profile.get("real_name") or profile.get("display_name") or user.get("name") or user["id"],
        email=profile.get("email"),
        zone=user.get("tz"),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        active=not user.get("deleted"),
        internal=at_home and not user.get("is_stranger"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )
