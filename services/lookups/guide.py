"""How to speak with a customer when it is hard: which case an escalation is, by its record. Rows M5, P7."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from message_templates.guidance import hard_case as words_of
from message_templates.guidance import hard_cases, heard
from models.escalation import Escalation
from models.queries import resolutions
from models.triage import Triage
from policy.because import Because
from policy.guide_rows import HardCase
from policy.hard_cases import hard_case
from policy.schema import Policy
from services.authorise import require_internal
from services.office import Office
from services.readers import to_be_read


def guide(office: Office, escalation_id: int | None, *, by: str) -> dict[str, Any]:
    """What the `guide` message says: in general, or with the case that fits first. Raises Refused."""
    policy = office.rulebook.current.policy
    general: dict[str, Any] = {
        "heard": heard(),
        "ref": None,
        "escalation_id": None,
        "fits": None,
        "because": "",
    }
    with office.database.read() as session:
        require_internal(session, by)
        if escalation_id is None:
            return general | {"cases": [words_of(name) for name in hard_cases()]}
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        found = case_of(session, policy, escalation)
        about = general | {"ref": escalation.ref, "escalation_id": escalation.id if escalation.live else None}
        if found is None:
            return about | {"cases": [words_of(name) for name in hard_cases()]}
        row, because = found
        return about | {"fits": words_of(row.words), "because": because.sentence, "cases": []}


def case_of(session: Session, policy: Policy, escalation: Escalation) -> tuple[HardCase, Because] | None:
    """The hard case that the record speaks for; None for none, and for one that has no words."""
    triage = session.get(Triage, escalation.id)
    resolution = resolutions.latest(session, escalation.id)
    found = hard_case(
        policy,
        {
            "cause_type": triage.cause_type if triage else None,
            "trigger": escalation.trigger,
            "outcome": escalation.outcome,
            "root_cause": resolution.root_cause if resolution else None,
            "remedy": resolution.remedy.value if resolution else None,
        },
    )
    return found if found is not None and found[0].words in hard_cases() else None
