"""What the executive sponsor is asked, as it stands: with the brief and its buttons while it is open. Rows M7, Y9."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Outcome
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import deadlines
from policy.schema import Policy
from services.record import unix, unix_or_none
from services.wording import facts
from services.wording.next_verbs import ALSO_FOR, VERB_FOR
from services.wording.sponsor import their_executives


def as_asked(
    session: Session, message: OutboxMessage, escalation: Escalation, policy: Policy, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The direct message: the question with the brief and its buttons while it is open, else how it ended."""
    owed = deadlines.answered_in(session, message.id)
    if owed is None or owed.settled_at is not None:
        done = owed is not None and owed.outcome in (Outcome.KEPT, Outcome.LATE)
        return "sponsor_over", {
            "done": done,
            # What is asked in no message any more is asked in another one by now: whoever left was asked here.
            "passed": owed is None or owed.outcome in (Outcome.REPLACED, Outcome.MISSED),
            "at": unix_or_none(owed.settled_at) if owed else None,
        }
    return "sponsor_asked", {
        **facts.of_card(session, escalation, policy, now),
        "what": owed.kind.value,
        "call_by": unix(owed.due_at),
        "said": owed.subject is not None,
        "because": owed.because,
        "deadline_id": owed.id,
        "verbs": [VERB_FOR[owed.kind], *ALSO_FOR.get(owed.kind, ())],
        "at_customer": their_executives(session, escalation),
    }
