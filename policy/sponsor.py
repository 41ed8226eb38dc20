"""Who speaks with the customer's executive, and by when (Rows M6, M7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.because import Because
from policy.calendar import BusinessCalendar, elapse
from policy.dri import reachable_or_cover
from policy.kinds import DeadlineKind, Who
from policy.promises import Planned, level_of, planned_for
from policy.roster import Roster
from policy.schema import Policy
from policy.sponsor_rows import Sponsor, SponsorStep


@dataclass(frozen=True)
class Chosen:
    """Who it is, by user id; `role` is None for whom the account names."""

    person: str
    role: str | None


def sponsor_of(
    row: Sponsor, roster: Roster, people: Mapping[Who, str], now: datetime, besides: Collection[str] = ()
) -> Chosen | None:
    """Whom the account names, else the first who holds one of the roles; nobody of `besides`."""
    named = reachable_or_cover(roster, people.get(row.who), now) if row.who else None
    if named is not None and named not in besides:
        return Chosen(named, None)
    held = (one for role in row.roles for one in roster.holders(role, now))
    return next(
        (Chosen(one.person.user_id, one.role) for one in held if one.person.user_id not in besides), None
    )


def plan_sponsor(
    policy: Policy,
    severity: str,
    kind: DeadlineKind,
    row: SponsorStep,
    *,
    since: datetime,
    calendar: BusinessCalendar,
    because: Because,
    within: timedelta | None = None,
    due_at: datetime | None = None,
) -> Planned:
    """What they owe, on their calendar: `within` so long in place of the row's, or at the instant `due_at`."""
    counted = row.calendar or level_of(policy, severity).calendar
    due = due_at or elapse(counted, since, within or row.within, calendar)
    return planned_for(policy, kind, "", since, due, calendar, counted, row.ladder, because)


def actions_due(
    policy: Policy, row: Sponsor, severity: str, now: datetime, calendar: BusinessCalendar
) -> datetime:
    """By when what was promised in the call is to be done, where nobody says otherwise."""
    return elapse(
        row.actions.calendar or level_of(policy, severity).calendar, now, row.actions.within, calendar
    )
