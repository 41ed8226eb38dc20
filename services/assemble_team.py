"""*Team assembled*: who is on it. Settles the team promise of a critical escalation. Row M2c."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.change import changing
from services.office import Office
from services.refusal import Refused


@dataclass(frozen=True)
class AssembleTeam:
    """Who is on it; `request_key` is the form's view id."""

    request_key: str
    escalation_id: int
    by: str
    people: tuple[str, ...]
    note: str | None = None


def assemble_team(office: Office, command: AssembleTeam, now: datetime) -> None:
    """Raises Refused where it is over or nobody is named. Said again, the team is the new one."""
    people = list(dict.fromkeys(command.people))
    said = {"people": people, "note": command.note}
    with changing(
        office,
        command.escalation_id,
        "assemble_team",
        by=command.by,
        now=now,
        request=(command.request_key, said),
    ) as change:
        if change.repeated:
            return
        change.require_live()
        if not people:
            raise Refused("team_empty", field="people")
        change.escalation.team = people
        change.move("assemble_team")
        promises.settle_kind(change.session, change.escalation, DeadlineKind.TEAM, by=command.by, now=now)
        change.note(Event.TEAM_ASSEMBLED, **said)
        change.thread(f"team:{change.escalation.ref}:{command.request_key}", "team_assembled", **said)
