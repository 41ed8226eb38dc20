"""From a row of the outbox to what Slack shows: the context is made from the record at the moment of sending.

What was decided (who is named, what is asked) stands in the row's own context; how things stand now is read here.
So a nudge that was settled while it waited says so, and ten changes of a card are one edit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from message_templates import Rendered, render
from models.deadline import Deadline
from models.escalation import LIVE, Escalation
from models.outbox import OutboxMessage, Surface
from models.queries import deadlines
from policy.kinds import DeadlineKind
from services import facts
from services.labels import ask_button, severity_label
from services.office import Rulebook
from services.record import unix


class Wording:
    """Words any row of the outbox or surface by the rules in force and business time."""

    def __init__(self, rulebook: Rulebook, clock: Callable[[], datetime]) -> None:
        self._rulebook = rulebook
        self._clock = clock

    def __call__(self, session: Session, row: OutboxMessage | Surface) -> Rendered:
        """The message as it should read now."""
        message = session.get_one(OutboxMessage, row.message_id) if isinstance(row, Surface) else row
        policy, now = self._rulebook.current.policy, self._clock()
        context: dict[str, Any] = dict(message.context or {})
        template = row.template
        escalation = session.get(Escalation, message.escalation_id) if message.escalation_id else None
        if escalation is not None:
            context["e"] = facts.of_escalation(session, escalation, policy)
            maker = _MAKERS.get(template)
            if maker is not None:
                template, more = maker(session, escalation, message, context, policy, now)
                context |= more
        elif template == "digest":
            context |= _digest(session, context, policy, self._rulebook, now)
        return render(template, context)


Made = tuple[str, dict[str, Any]]


def _card(session: Session, escalation: Escalation, _m: Any, _c: Any, policy: Any, now: datetime) -> Made:
    return "card", facts.of_card(session, escalation, policy, now)


def _dri_named(
    session: Session, escalation: Escalation, _m: Any, _c: Any, policy: Any, now: datetime
) -> Made:
    promised = deadlines.all_of(session, escalation.id)
    owed = next((row for row in promised if row.kind is DeadlineKind.ACKNOWLEDGE), None)
    buttons = [verb for verb in facts.buttons_of(escalation, promised) if verb in ("accept", "acknowledge")]
    return "dri_named", {
        "acknowledge_by": unix(owed.due_at) if owed else None,
        "because": owed.because if owed else "",
        "deadline_id": owed.id if owed else None,
        "buttons": buttons if escalation.live else [],
    }


def _called(
    session: Session, _e: Escalation, message: OutboxMessage, _c: Any, policy: Any, _now: datetime
) -> Made:
    ask = deadlines.answered_in(session, message.id)
    if ask is not None and ask.answer is not None:
        return "ask_settled", {
            "answer": ask.answer,
            "named": ask.answer_named,
            "by": ask.settled_by,
            "at": unix(ask.settled_at) if ask.settled_at else None,
        }
    open_ask = ask is not None and ask.settled_at is None
    return message.template, {
        "button": ask_button(policy, ask.ask) if ask and open_ask else None,
        "answer_by": unix(ask.due_at) if ask else None,
        "deadline_id": ask.id if ask else None,
    }


def _nudge(
    session: Session,
    _e: Escalation,
    message: OutboxMessage,
    context: dict[str, Any],
    policy: Any,
    now: datetime,
) -> Made:
    asked_for = {row.id: row for row in deadlines.asked_for_in(session, message.id)}
    said = [_labelled(item, session, policy) for item in context["items"]]
    still = [item for item in said if (row := asked_for.get(item["deadline_id"])) and row.settled_at is None]
    if still:
        verbs = dict.fromkeys((item["verb"], item["deadline_id"]) for item in still)
        return "nudge", {
            "items": still,
            "buttons": [{"verb": verb, "deadline_id": deadline_id} for verb, deadline_id in verbs],
            "because": still[0]["because"],
        }
    settled = [row for row in asked_for.values() if row.settled_at is not None]
    if not settled:
        return "nudge_repeated", {"items": said, "at": unix(now)}
    last = max(settled, key=lambda row: row.settled_at or now)
    assert last.settled_at is not None and last.outcome is not None
    return "nudge_settled", {
        "items": said,
        "what": last.outcome.value,
        "by": last.settled_by,
        "at": unix(last.settled_at),
    }


def _labelled(item: dict[str, Any], session: Session, policy: Any) -> dict[str, Any]:
    row = session.get_one(Deadline, item["deadline_id"])
    button = ask_button(policy, row.ask)
    return {
        **item,
        "label": facts.deadline_label(row, policy),
        "verb": facts.VERB_FOR[row.kind],
        "button": button,
    }


def _digest(
    session: Session, context: dict[str, Any], policy: Any, rulebook: Rulebook, now: datetime
) -> dict[str, Any]:
    """What this person owes today, read when it leaves."""
    calendar = rulebook.current.roster.person(context["person"]).calendar
    tonight = calendar.local(now).replace(hour=23, minute=59, second=59) + timedelta(seconds=1)
    rows = session.execute(
        select(Deadline, Escalation)
        .join(Escalation, Escalation.id == Deadline.escalation_id)
        .where(
            Deadline.owner == context["person"],
            Deadline.settled_at.is_(None),
            Deadline.due_at < tonight,
            Escalation.status.in_(LIVE),
        )
        .order_by(Deadline.due_at)
    ).all()
    return {
        "lines": [
            {
                "ref": escalation.ref,
                "severity": severity_label(policy, escalation.severity),
                "customer": escalation.customer,
                "label": facts.deadline_label(deadline, policy),
                "due": unix(deadline.due_at),
                "overdue": deadline.due_at <= now,
                "permalink": facts.permalink_of(session, escalation.card_id),
            }
            for deadline, escalation in rows
        ]
    }


_MAKERS: dict[str, Callable[..., Made]] = {
    "card": _card,
    "dri_named": _dri_named,
    "tier_notified": _called,
    "tier_climbed": _called,
    "nudge": _nudge,
}
