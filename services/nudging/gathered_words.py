"""A gathered message as it reads now: each escalation's line with what is still due, and the button that settles it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.outbox import OutboxMessage
from models.queries import deadlines, escalations
from policy.schema import Policy
from services.nudging.nudge_words import item_as_it_stands
from services.office import Rules
from services.readers import stays_inside
from services.wording import facts
from services.wording.labels import ask_button
from services.wording.next_verbs import VERB_FOR

Context = dict[str, Any]


def gathered_as_it_stands(session: Session, message: OutboxMessage, rules: Rules, now: datetime) -> Context:
    """What its template is told: a row an escalation, and how many of them still ask for something.

    Of one that was restricted since, only that there is one.
    """
    policy = rules.policy
    items: list[Context] = (message.context or {})["items"]
    asked_here = {row.id for row in deadlines.asked_for_in(session, message)}
    promised = deadlines.by_ids(session, [item["deadline_id"] for item in items])
    found = escalations.by_ids(session, {item["escalation_id"] for item in items})
    rows: list[Context] = []
    for e in facts.of_escalations(session, found, policy, lambda one: stays_inside(one, message.lane, rules)):
        theirs = [] if e["veiled"] else [item for item in items if item["escalation_id"] == e["id"]]
        lines = [_line(item, promised[item["deadline_id"]], asked_here, policy, now) for item in theirs]
        rows.append({"e": e, "lines": lines, "button": _button(lines, promised, policy)})
    return {"rows": rows, "open": sum(row["button"] is not None for row in rows)}


def _line(item: Context, row: Deadline, asked_here: set[int], policy: Policy, now: datetime) -> Context:
    """`state` is open, again (a later message asks for it), or how it ended."""
    state = "again" if row.id not in asked_here else "open"
    if row.settled_at is not None:
        state = row.outcome.value if row.outcome else "kept"
    return {**item_as_it_stands(item, row, policy, now), "state": state, "by": row.settled_by}


def _button(lines: list[Context], promised: dict[int, Deadline], policy: Policy) -> Context | None:
    """What settles the first that is still asked for; the next takes its place once that is done."""
    for line in lines:
        if line["state"] == "open":
            row = promised[line["deadline_id"]]
            return {"verb": VERB_FOR[row.kind], "deadline_id": row.id, "label": ask_button(policy, row.ask)}
    return None
