"""A nudge as it reads now: what it still asks for, what waits, and the buttons that settle it. Row X4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import deadlines
from policy.kinds import DeadlineKind
from policy.schema import Policy
from policy.snoozing import bound
from policy.voice import beats_writing
from services.record import unix, unix_or_none
from services.wording import facts
from services.wording.labels import ask_button
from services.wording.next_verbs import ALSO_FOR, VERB_FOR

Context = dict[str, Any]

TO_BE_TOLD = (DeadlineKind.ACKNOWLEDGE, DeadlineKind.UPDATE)
"""Promises that a word to the customer keeps, spoken or written."""


def nudge_as_it_stands(
    session: Session, message: OutboxMessage, escalation: Escalation, policy: Policy, now: datetime
) -> tuple[str, Context]:
    """The template and what it is told: asking, waiting, asked again further down, or settled."""
    context = message.context or {}
    asked_for = {row.id: row for row in deadlines.asked_for_in(session, message)}
    rows = [session.get_one(Deadline, item["deadline_id"]) for item in context["items"]]
    said = [
        item_as_it_stands(item, row, policy, now) for item, row in zip(context["items"], rows, strict=True)
    ]
    still = [item for item in said if (row := asked_for.get(item["deadline_id"])) and row.settled_at is None]
    if still:
        return "nudge_snoozed" if all(item["snoozed"] for item in still) else "nudge", {
            "items": still,
            "buttons": list(_buttons([asked_for[item["deadline_id"]] for item in still], escalation, policy)),
            "because": still[0]["because"],
            "voice": _voice([asked_for[item["deadline_id"]] for item in still], escalation, policy),
        }
    settled = [row for row in asked_for.values() if row.settled_at is not None]
    if not settled:
        return "nudge_repeated", {"items": said, "at": unix(now)}
    last = max(settled, key=lambda row: row.settled_at or now)
    return "nudge_settled", {
        "items": said,
        "what": last.outcome.value if last.outcome else None,
        "by": last.settled_by,
        "at": unix_or_none(last.settled_at),
    }


def item_as_it_stands(item: Context, row: Deadline, policy: Policy, now: datetime) -> Context:
    """What is asked for, as it is called, and whether it waits."""
    return {**item, "label": facts.deadline_label(row, policy), "snoozed": _snoozed(row, now)}


def _voice(rows: Sequence[Deadline], escalation: Escalation, policy: Policy) -> str | None:
    """Why they had better be called, where the customer is to be told something. Row D5a."""
    because = beats_writing(policy, escalation.severity) if escalation.live else None
    return because.sentence if because and any(row.kind in TO_BE_TOLD for row in rows) else None


def _snoozed(row: Deadline, now: datetime) -> Context | None:
    if row.snoozed_until is None or row.snoozed_until <= now:
        return None
    return {"by": row.snoozed_by, "until": unix(row.snoozed_until), "because": row.snoozed_because or ""}


def _buttons(rows: Sequence[Deadline], escalation: Escalation, policy: Policy) -> Iterator[Context]:
    """What settles each, what else it offers, and one button to put it off."""
    for row in rows:
        label = ask_button(policy, row.ask)
        if row.kind is DeadlineKind.STEP and len(rows) > 1:
            label = row.what
        yield {"verb": VERB_FOR[row.kind], "deadline_id": row.id, "label": label}
        for verb in ALSO_FOR.get(row.kind, ()):
            yield {"verb": verb, "deadline_id": row.id, "label": None}
        if row.kind in TO_BE_TOLD and escalation.live and beats_writing(policy, escalation.severity):
            yield {"verb": "log_call", "deadline_id": row.id, "label": None}
        if row.kind is DeadlineKind.UPDATE and escalation.live:
            yield {"verb": "draft", "deadline_id": row.id, "label": None}
            yield {"verb": "still_working", "deadline_id": row.id, "label": None}
    may_wait = [row for row in rows if row.snoozes < bound(policy, escalation.severity).times]
    if may_wait:
        yield {"verb": "snooze", "deadline_id": may_wait[0].id, "label": None}
