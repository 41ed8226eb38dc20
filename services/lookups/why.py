"""Why an escalation is where it is: every decision with the row of the policy and the facts. Row M3b."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.queries import deadlines, path
from policy.kinds import HEARDS_OWN
from services.may import may_see_arr
from services.office import Office
from services.path.measured import case_of, measured
from services.path.words import facts_now
from services.readers import to_be_read
from services.record import unix
from services.wording import facts
from services.wording.without_figures import without_figures

SHOWN = 20


def why(office: Office, escalation_id: int, *, by: str, now: datetime) -> dict[str, Any]:
    """The `why` message. Raises Refused for outsiders, and where there is no such escalation."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        decided = path.decided_by_rows(session, escalation_id)
        owed = [row for row in deadlines.open_of(session, escalation_id) if row.kind not in HEARDS_OWN]
        values = measured(session, policy, case_of(session, escalation), now)
        said = {
            "e": facts.of_escalation(session, escalation, policy),
            "decided": [
                {
                    "at": unix(entry.at),
                    "event": entry.event.value,
                    "data": entry.data,
                    "actor": entry.actor,
                    "row": entry.because,
                }
                for entry in decided[-SHOWN:]
            ],
            "more": max(len(decided) - SHOWN, 0),
            "owed": [
                {
                    "label": facts.deadline_label(row, policy),
                    "due": unix(row.due_at),
                    "because": row.because,
                    "row": row.because_row,
                }
                for row in owed
            ],
            "facts": facts_now(policy, values),
        }
        return said if may_see_arr(session, [escalation], by, rules, now) else without_figures(said)
