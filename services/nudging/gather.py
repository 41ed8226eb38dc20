"""Nudges that would flood a channel: one message for each person, which lists all of theirs. Row X12.

What counts is what the channel gets within a minute, however many batches and ticks that takes; two workers that
decide at the very same moment do not see each other's.

A gathered message belongs to several escalations and therefore to none: it is said at the channel's top level, its
row has no escalation, and each of its items names its own. Nothing that a customer or a colleague typed is kept in it
(what it reads is made from the record as it is shown), so that there is nothing to erase. Its key is made of the keys
that it stands for: two workers with parts of the same moment write two messages, and neither loses the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from models.queries.lanes import nudges_in
from policy.kinds import DeadlineKind
from policy.quiet import A_MINUTE, AskedThere, gathered
from policy.schema import Policy
from services.outbox import Saying

TO_THE_DRI = ("dri", "cover")
"""In what place somebody may be named together with what else is theirs; whoever is called in is asked alone."""


def in_fewer(session: Session, sayings: Sequence[Saying], policy: Policy, now: datetime) -> dict[str, Saying]:
    """By key of a nudge: the message that is said in its place, for those that are gathered."""
    if policy.quiet is None or not sayings:
        return {}
    already = nudges_in(session, {one.lane for one in sayings}, now - A_MINUTE, now)
    seen = [_as_seen(one, policy.quiet.never) for one in sayings]
    instead: dict[str, Saying] = {}
    for part in gathered(seen, policy.quiet.nudges_a_minute, already):
        ones = [sayings[position] for position in part]
        instead |= dict.fromkeys((one.key for one in ones), _as_one(ones))
    return instead


def _as_seen(one: Saying, never: Sequence[str]) -> AskedThere:
    context = one.context or {}
    escalation = one.escalation
    gathers = (
        one.template == "nudge"
        and escalation is not None
        and escalation.severity not in never
        and context["for_whom"] in TO_THE_DRI
        and all(item["kind"] != DeadlineKind.ASK for item in context["items"])
    )
    return AskedThere(one.lane, context.get("person"), gathers)


def _as_one(ones: Sequence[Saying]) -> Saying:
    contexts: list[dict[str, Any]] = [dict(one.context or {}) for one in ones]
    names = "+".join(f"{one.escalation.opened_at.isoformat()} {one.key}" for one in ones if one.escalation)
    return Saying(
        f"gathered:{contexts[0]['person']}:{sha256(names.encode()).hexdigest()}",
        ones[0].lane,
        "nudges_gathered",
        context={
            "person": contexts[0]["person"],
            "items": [
                {**item, "escalation_id": one.escalation.id}
                for one, context in zip(ones, contexts, strict=True)
                for item in context["items"]
                if one.escalation is not None
            ],
            "late_minutes": max((context["late_minutes"] or 0 for context in contexts), default=0) or None,
        },
        priority=min(one.priority for one in ones),
        editable=True,
    )
