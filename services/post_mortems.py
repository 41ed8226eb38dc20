"""When a cause has come back too often: a post-mortem is demanded, with why. Row M11d.

One that was demanded is about all that came before it: from then on it is counted anew, or else every further
escalation of a frequent cause would demand one of its own.
"""

from __future__ import annotations

from typing import Any

from models.deadline import Deadline
from models.queries import resolutions
from models.resolution import Resolution
from models.timeline import Event
from policy.promises import plan_post_mortem
from services import promises
from services.change import Change
from services.record import unix_or_none
from services.wording.labels import cause_row


def demand(change: Change, resolution: Resolution) -> None:
    """Where this is the n-th escalation of its cause: said in the thread, and shown until it is there."""
    policy, escalation = change.rules.policy, change.escalation
    row = policy.post_mortem
    cause = cause_row(policy, resolution.root_cause)
    if row is None or escalation.drill or cause is None or not cause.counts:
        return
    others, anew = resolutions.of_same_cause(
        change.session, resolution.root_cause, change.now - row.looking_back, other_than=escalation.id
    )
    if len(others) + 1 < row.nth:
        return
    resolution.post_mortem_because = row.because
    facts: dict[str, Any] = {
        "cause_label": cause.label,
        "refs": [other.ref for other in others if not other.restricted],
        "days": row.looking_back.days,
        "anew": anew,
        "because_sentence": row.because,
    }
    due = _promise(change)
    facts["due"] = unix_or_none(due.due_at if due else None)
    change.note(Event.POST_MORTEM_DEMANDED, **facts)
    change.thread(
        f"post_mortem:{escalation.ref}:{resolution.number}",
        "post_mortem_demanded",
        count=len(others) + 1,
        dri=escalation.dri,
        **facts,
    )


def _promise(change: Change) -> Deadline | None:
    """Of the DRI, by the time that the policy sets; None where it sets none."""
    escalation, rules = change.escalation, change.rules
    calendar = rules.roster.person(escalation.dri).calendar
    planned = plan_post_mortem(rules.policy, escalation.severity, demanded_at=change.now, calendar=calendar)
    if planned is None:
        return None
    return promises.make(
        change.session, escalation, planned, owner=escalation.dri, now=change.now, rules=rules
    )
