"""Who owns it, stands in, or is asked to take over: as the card and the messages about people speak of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.hand_over import HandOver
from models.outbox import OutboxMessage
from models.queries import deadlines, hand_overs
from policy.schema import Policy
from services.labels import reason_label
from services.record import unix, unix_or_none

HAND_OVER_VERBS = ("accept_hand_over", "decline_hand_over", "withdraw_hand_over")


def of_people(session: Session, escalation: Escalation, policy: Policy, now: datetime) -> dict[str, Any]:
    """For the card: the break in continuity, the hand-over under way, the cover."""
    last = hand_overs.last_accepted(session, escalation.id)
    asked = hand_overs.open_of(session, escalation.id)
    cover = escalation.cover_at(now)
    return {
        "took_over": last
        and {
            "from_person": last.from_person,
            "at": unix_or_none(last.ended_at),
            "reason": reason_label(policy, last.reason),
        },
        "hand_over": asked
        and {
            "person": asked.to_person,
            "reason": reason_label(policy, asked.reason),
            "answer_by": unix(session.get_one(Deadline, asked.deadline_id).due_at),
        },
        "cover": cover and {"person": cover, "until": unix_or_none(escalation.cover_until)},
    }


def of_proposal(session: Session, message: OutboxMessage) -> tuple[str, dict[str, Any]]:
    """The message that asks somebody to take over: with its buttons while it waits, else how it ended."""
    asked = deadlines.answered_in(session, message.id)
    if asked is not None and asked.settled_at is None:
        return "hand_over_proposed", {
            "answer_by": unix(asked.due_at),
            "deadline_id": asked.id,
            "because": asked.because,
            "buttons": list(HAND_OVER_VERBS),
        }
    proposal = hand_overs.by_deadline(session, asked.escalation_id, asked.id) if asked else None
    return "hand_over_ended", _ended(proposal, asked)


def _ended(proposal: HandOver | None, asked: Deadline | None) -> dict[str, Any]:
    return {
        "end": proposal.end.value if proposal and proposal.end else "overtaken",
        "ended_by": proposal.ended_by if proposal and proposal.end else None,
        "why": proposal.end_reason if proposal else None,
        "at": unix_or_none(asked.settled_at) if asked else None,
    }
