"""A call on the path as it stands: who is asked what, and what whoever reads that channel must know. Rows M3a, P5a."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import calls, deadlines
from policy.facts import holding_facts
from policy.kinds import WrittenFor
from policy.schema import Policy
from services.path.measured import case_of, measured
from services.path.words import words_of
from services.record import unix, unix_or_none
from services.wording import facts
from services.wording.labels import ask_button

TEMPLATES: Mapping[str, str] = {
    WrittenFor.TEAM: "team_called",
    WrittenFor.LEADERSHIP: "leadership_called",
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    WrittenFor.TEAM: ("segment", "arr", "health", "effect", "needs_by", "tried", "contact"),
    WrittenFor.LEADERSHIP: ("arr", "segment", "effect", "revenue_at_risk", "renewal_on"),
}
"""What each reads, and is told is missing where it is not known."""


def as_called(
    session: Session, message: OutboxMessage, escalation: Escalation, policy: Policy, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The message with its button while the question is open, else how it ended."""
    ask = deadlines.answered_in(session, message.id)
    if ask is not None and ask.answer is not None:
        return "ask_settled", {
            "answer": ask.answer,
            "named": ask.answer_named,
            "by": ask.settled_by,
            "at": unix_or_none(ask.settled_at),
        }
    if ask is not None and ask.settled_at is not None:
        return "call_over", {"at": unix_or_none(ask.settled_at)}
    question = {
        "button": ask_button(policy, ask.ask) if ask else None,
        "answer_by": unix(ask.due_at) if ask else None,
        "deadline_id": ask.id if ask else None,
    }
    written_for = _written_for(message)
    if written_for not in TEMPLATES or _said_there(session, message, written_for):
        return message.template, question
    return TEMPLATES[written_for], {**question, **_all_of_it(session, escalation, policy, now, written_for)}


def _written_for(message: OutboxMessage) -> str:
    return str((message.context or {}).get("written_for"))


def _said_there(session: Session, message: OutboxMessage, written_for: str) -> bool:
    """Whether that channel has all of it already: of several who are asked there at once, the first call says it, for
    as long as it still asks. Answered, it tells the answer."""
    if message.template == "tier_climbed":
        return False
    return any(
        _written_for(one) == written_for and _asks_still(session, one)
        for one in calls.called_before(session, message)
    )


def _asks_still(session: Session, call: OutboxMessage) -> bool:
    ask = deadlines.answered_in(session, call.id)
    return ask is None or ask.settled_at is None


def _all_of_it(
    session: Session, escalation: Escalation, policy: Policy, now: datetime, written_for: str
) -> dict[str, Any]:
    """Internal facts, which delivery keeps from whatever a customer can read (row X8)."""
    card = facts.of_card(session, escalation, policy, now)
    account = card["account"] or {}
    triage = {row["field"]: row["value"] for row in card["triage"]}
    known = {
        "segment": account.get("segment"),
        "arr": triage.get("arr") or account.get("arr"),
        "health": account.get("health"),
        "renewal_on": triage.get("renewal_on") or account.get("renewal_on"),
        "effect": triage.get("effect"),
        "tried": triage.get("tried"),
        "revenue_at_risk": triage.get("revenue_at_risk"),
        "needs_by": unix_or_none(escalation.needs_by),
        "contact": escalation.contact,
        "churn": _churn(session, escalation, policy, now),
    }
    return {
        "known": known,
        "missing": [name for name in NEEDED[written_for] if known[name] is None],
        **{name: card[name] for name in ("findings", "last_update", "plan")},
    }


def _churn(session: Session, escalation: Escalation, policy: Policy, now: datetime) -> str | None:
    """Why they may leave us, in words; None where nothing says so."""
    if policy.call is None or policy.call.churn is None:
        return None
    values = measured(session, policy, case_of(session, escalation), now)
    found = holding_facts(policy, values).get(policy.call.churn)
    return "; ".join(words_of(policy, [found])) if found else None
