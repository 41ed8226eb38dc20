"""What another severity would change of one escalation, read from the record: for the form and for the verb."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Outcome
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import calls, deadlines, escalations
from policy.kinds import SEVERAL_AT_ONCE, DeadlineKind
from policy.path import opening_notices
from policy.regroup import Called, Regrouping, Standing, regroup
from policy.replan import Owed, Replan, replan
from services.channels.places import person_or_author
from services.office import Rules

WHATEVER_SEVERITY = ("rule:", "sponsor:")
"""How the causes of path rules and sponsors begin: whom they called stays, whatever the severity is."""


def replanned(session: Session, escalation: Escalation, severity: str, rules: Rules, now: datetime) -> Replan:
    """Which promises end and which are made; on the DRI's calendar."""
    owed = [
        Owed(row.kind, row.due_at, row.promised)
        for row in deadlines.open_of(session, escalation.id)
        if row.kind not in SEVERAL_AT_ONCE
    ]
    met = set()
    if escalation.team:
        met.add(DeadlineKind.TEAM)
    if escalations.plan_of(session, escalation.id):
        met.add(DeadlineKind.PLAN)
    calendar = rules.roster.person(escalation.dri).calendar
    waiting = escalation.waiting_until is not None
    return replan(rules.policy, severity, owed, met, now=now, calendar=calendar, waiting=waiting)


def regrouped(
    session: Session, escalation: Escalation, severity: str, rules: Rules, now: datetime
) -> Regrouping:
    """At which tier, who is called in besides, and who is needed no longer."""
    standing = Standing(
        escalation.severity,
        escalation.tier,
        escalation.tier_held_by is not None,
        escalation.dri,
        tuple(called_in(session, escalation)),
    )
    causes = [row.cause for row in opening_notices(rules.policy, severity, rules.roster, now)]
    return regroup(
        rules.policy,
        rules.roster,
        standing,
        severity,
        now,
        named=lambda user_id: person_or_author(escalation, user_id) or user_id,
        informed=[cause for cause in causes if _stands(session, escalation, cause)],
    )


def called_in(session: Session, escalation: Escalation) -> list[Called]:
    """Every call by name that stands: nobody stood down, in a place of its own."""
    asks = {
        row.ask_message_id: row.ask
        for row in deadlines.all_of(session, escalation.id)
        if row.outcome is not Outcome.STOOD_DOWN
    }
    return [
        Called(told.message_id, told.user_id, asks.get(told.message_id), _tier_of(told.cause))
        for told in deadlines.told_of(session, escalation.id)
        if not told.stood_down
        and not told.cause.startswith(WHATEVER_SEVERITY)
        and session.get_one(OutboxMessage, told.message_id).thread_of is None
    ]


def _tier_of(cause: str) -> str | None:
    kind, _, rest = cause.partition(":")
    return rest.partition(":")[0] if kind == "tier" else None


def _stands(session: Session, escalation: Escalation, cause: str) -> bool:
    said = calls.said_under(session, escalation.id, f"call:{escalation.ref}:{cause}")
    return bool(said) and not calls.is_over(session, said[-1])
