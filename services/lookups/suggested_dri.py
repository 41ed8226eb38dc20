"""Who had better own what is about to be raised, by what the form says so far. Reads only. Row D3a."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policy.dri import suggest_dri
from services.office import Office
from services.path.measured import Case, measured, people_of


@dataclass(frozen=True)
class Suggested:
    """A user id, and the sentence of the row that names them."""

    dri: str
    because: str


def suggested_dri(office: Office, case: Case, now: datetime) -> Suggested | None:
    """None where no row of the policy names anybody. `case.severity` is "" until an impact is chosen."""
    rules = office.rulebook.current
    with office.database.read() as session:
        values = measured(session, rules.policy, case, now)
        found = suggest_dri(rules.policy, rules.roster, people_of(session, case), values, now)
    return Suggested(found.person, found.because.sentence) if found else None
