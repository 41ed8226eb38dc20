"""How much somebody has already, as it is shown where a DRI is chosen: it advises and never blocks. Row M11e."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.queries.workloads import open_by_dri
from policy.workload import grave_label, too_much, with_room, workload
from services.office import Office, Rules


@dataclass(frozen=True)
class LoadOf:
    """`person` has so many; `too_much` says why one more is too much, `room` who has room for it: user ids."""

    person: str
    grave_label: str
    grave: int
    open: int
    too_much: str | None
    room: tuple[str, ...]


def load_of(
    session: Session, rules: Rules, person: str, now: datetime, severity: str, *, suggest: bool
) -> LoadOf:
    """`suggest` is for new cases: nothing is handed over because somebody else has less (row M11a)."""
    counts = open_by_dri(session)
    mine = counts.get(person, {})
    has = workload(rules.policy, mine)
    why = too_much(rules.policy, mine, severity)
    room = with_room(rules.policy, rules.roster, counts, person, severity, now) if why and suggest else ()
    return LoadOf(person, grave_label(rules.policy), has.grave, has.open, why.sentence if why else None, room)


def load_shown(office: Office, person: str, severity: str, now: datetime, *, suggest: bool = False) -> LoadOf:
    """The same, for a form."""
    with office.database.read() as session:
        return load_of(session, office.rulebook.current, person, now, severity, suggest=suggest)
