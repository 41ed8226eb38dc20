"""An escalation as internal documents speak of it: plain values, names in words, the DRI's clock. Row M8."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from message_templates import timeline_line
from message_templates.documents import moment
from message_templates.forms import channel_label, field_label
from message_templates.readable import readable
from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import contacts, deadlines, escalations, findings, resolutions
from models.timeline import Event, TimelineEntry
from models.triage import Triage
from policy.calendar import BusinessCalendar
from policy.kinds import DeadlineKind, FindingKind
from policy.schema import Policy
from services.wording import facts
from services.wording.account import of_account
from services.wording.names import NameBook
from services.wording.without_figures import without_figures

AFTERWARDS = frozenset(
    {DeadlineKind.FOLLOW_UP, DeadlineKind.CLOSE_OUT, DeadlineKind.CONFIRMATION, DeadlineKind.RECOVERY}
)
LONGEST = 100_000
"""Entries of a timeline: all of them."""


def record_of(
    session: Session,
    escalation: Escalation,
    policy: Policy,
    calendar: BusinessCalendar,
    now: datetime,
    *,
    figures: bool = True,
) -> dict[str, Any]:
    """All that the tracking document, the briefs and the post-mortem say; without `figures`, not what is paid us."""
    names, local = NameBook(session), calendar.local
    triage = session.get(Triage, escalation.id)
    said = facts.of_escalation(session, escalation, policy)
    entries, _ = escalations.timeline_of(session, escalation.id, LONGEST)
    promised = deadlines.all_of(session, escalation.id)
    found = findings.all_of(session, escalation.id)
    told = _told(session, escalation, names, calendar)
    plan = _plan(session, escalation, names, calendar, now)
    update = facts.current_of(promised).get(DeadlineKind.UPDATE)
    resolution = _resolution(session, escalation, names, calendar)
    causes = [row.words for row in found if row.kind is FindingKind.CAUSE]
    record = {
        **{key: said[key] for key in ("ref", "customer", "severity", "severity_name", "status", "impact")},
        "problem": escalation.problem,
        "wants": said["outcome"],
        "contact": escalation.contact,
        "dri": called(names, escalation.dri),
        "cover": called(names, cover) if (cover := escalation.cover_at(now)) else None,
        "opened_at": local(escalation.opened_at),
        "reached_at": local(escalation.reached_at),
        "target_at": local(escalation.target_at) if escalation.target_at else None,
        "needs_by": local(escalation.needs_by) if escalation.needs_by else None,
        "now": local(now),
        "account": of_account(session, escalation.account_id),
        "arr": f"{triage.arr:,}" if triage and triage.arr is not None else None,
        "effect": triage.effect if triage else None,
        "most_affected": triage.most_affected if triage else None,
        "customers_affected": triage.customers_affected if triage else None,
        "began_at": local(triage.began_at) if triage and triage.began_at else None,
        "cause": resolution["cause"] if resolution else (causes[-1] if causes else None),
        "findings": [
            {
                "at": local(row.found_at),
                "by": called(names, row.found_by),
                "kind": field_label(row.kind.value),
                "words": row.words,
            }
            for row in found
        ],
        "plan": plan,
        "next_step": next((step for step in plan if step["state"] in ("open", "overdue")), None),
        "told": told,
        "last_told": told[-1] if told else None,
        "next_update": local(update.due_at) if update and update.settled_at is None else None,
        "stakeholders": list(_stakeholders(entries, names, calendar)),
        "resolution": resolution,
        "afterwards": [
            {
                "label": facts.deadline_label(row, policy),
                "owner": called(names, row.owner),
                "due": local(row.due_at),
                "state": _state(row, now),
            }
            for row in promised
            if row.kind in AFTERWARDS
        ],
        "timeline": [
            {"at": local(entry.at), "words": _line(entry, names, calendar, figures=figures)}
            for entry in entries
            if entry.event is not Event.NUDGED
        ],
        "nudges": sum(entry.event is Event.NUDGED for entry in entries),
    }
    return record if figures else without_figures(record)


def called(names: Mapping[str, str], user_id: str) -> str:
    """What somebody is called; of somebody unknown, the id."""
    return names.get(user_id) or user_id


def _told(
    session: Session, escalation: Escalation, names: NameBook, calendar: BusinessCalendar
) -> Sequence[dict[str, Any]]:
    return [
        {
            "at": calendar.local(row.told_at),
            "by": called(names, row.told_by),
            "recipients": row.recipients,
            "channel": channel_label(row.channel),
            "words": row.words,
            "next": calendar.local(row.next_update_at) if row.next_update_at else None,
        }
        for row in contacts.as_they_stand(session, escalation.id)
    ]


def _plan(
    session: Session, escalation: Escalation, names: NameBook, calendar: BusinessCalendar, now: datetime
) -> Sequence[dict[str, Any]]:
    return [
        {
            "what": step.what,
            "owner": called(names, step.owner),
            "due": calendar.local(step.due_at),
            "state": facts.of_step(step, escalation, now)["state"],
        }
        for step in escalations.plan_of(session, escalation.id)
    ]


def _resolution(
    session: Session, escalation: Escalation, names: NameBook, calendar: BusinessCalendar
) -> dict[str, Any] | None:
    kept = resolutions.latest(session, escalation.id) if escalation.resolved_at is not None else None
    if kept is None:
        return None
    return {
        "at": calendar.local(kept.resolved_at),
        "by": called(names, kept.resolved_by),
        "cause": kept.cause,
        "fix": kept.fix,
        "prevention": kept.prevention,
        "confirmed_by": kept.confirmed_by,
        "confirmed_at": calendar.local(kept.confirmed_at) if kept.confirmed_at else None,
        "unconfirmed_because": kept.unconfirmed_because,
    }


def _stakeholders(
    entries: Iterable[TimelineEntry], names: NameBook, calendar: BusinessCalendar
) -> Iterable[dict[str, Any]]:
    """Everybody who was called in, once, when that was first."""
    seen: set[str] = set()
    for entry in entries:
        person = entry.data.get("person")
        if entry.event in (Event.NOTIFIED, Event.CLIMBED) and person and person not in seen:
            seen.add(person)
            role = entry.data.get("role")
            yield {"name": called(names, person), "role": role, "at": calendar.local(entry.at)}


def _state(row: Deadline, now: datetime) -> str:
    if row.outcome is not None:
        return row.outcome.value.replace("_", " ")
    return "overdue" if now >= row.due_at else "open"


def _line(entry: TimelineEntry, names: NameBook, calendar: BusinessCalendar, *, figures: bool) -> str:
    data = entry.data if figures else without_figures(entry.data)
    line = timeline_line(entry.event.value, data, entry.actor, names)
    return readable(line, lambda unix: moment(calendar.local(datetime.fromtimestamp(unix, UTC))))
