"""Who owns it, stands in, is asked to take over or to read words first: as the card and other messages say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.hand_over import HandOver, HandOverEnd
from models.outbox import OutboxMessage
from models.queries import deadlines, hand_overs, reviews, sendings
from policy.schema import Policy
from services.record import unix, unix_or_none
from services.wording.labels import reason_label

HAND_OVER_VERBS = ("accept_hand_over", "decline_hand_over", "withdraw_hand_over")


def of_people(
    session: Session, escalation: Escalation, promised: Sequence[Deadline], policy: Policy, now: datetime
) -> dict[str, Any]:
    """For the card: the break in continuity, the hand-over under way, the cover."""
    known = hand_overs.all_of(session, escalation.id)
    last = next((row for row in reversed(known) if row.ended_as is HandOverEnd.ACCEPTED), None)
    due = {row.id: row.due_at for row in promised if row.settled_at is None}
    asked = next((row for row in known if row.deadline_id in due), None)
    cover = escalation.cover_at(now)
    sending = sendings.on_its_way(session, escalation.id)
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
            "answer_by": unix(due[asked.deadline_id or 0]),
        },
        "being_read": [
            {"person": row.reader, "verb": row.verb, "answer_by": unix(due[row.deadline_id])}
            for row in reviews.open_of(session, escalation.id)
            if row.deadline_id in due
        ],
        "on_its_way": sending
        and {"by": sending.sent_by, "since": unix(sending.committed_at), "channel": sending.channel},
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
        "end": proposal.ended_as.value if proposal and proposal.ended_as else "overtaken",
        "ended_by": proposal.ended_by if proposal and proposal.ended_as else None,
        "why": proposal.end_reason if proposal else None,
        "at": unix_or_none(asked.settled_at) if asked else None,
    }
