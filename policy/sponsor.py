"""Who speaks with the customer's executive, by when, and because of which rule they are called in (Rows M6, M7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from policy.because import Because
from policy.calendar import BusinessCalendar, elapse
from policy.dri import reachable_or_cover
from policy.kinds import DeadlineKind, Who
from policy.path import Notice, first_held
from policy.path_rows import PathRule
from policy.path_rules import Fired
from policy.promises import Planned, level_of, plan_ask, planned_for
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


def most_urgent(fired: Iterable[Fired]) -> Fired | None:
    """Of the rules that call in the sponsor the one that gives them the shortest time; of equals the policy's first."""
    calling = {one: one.rule.sponsor_within for one in fired if one.rule.sponsor_within is not None}
    return min(calling, key=lambda one: calling[one], default=None)


def step_of(row: Sponsor, rule: PathRule | None) -> SponsorStep:
    """What a rule asks of the sponsor: as by hand, within the rule's time. Without a rule it is as by hand."""
    if rule is None or rule.sponsor_within is None:
        return row.call
    counted = rule.calendar or row.call.calendar
    return row.call.model_copy(update={"within": rule.sponsor_within, "calendar": counted})


def proposed_to(
    policy: Policy, severity: str, roster: Roster, fired: Fired, now: datetime, sentence: str
) -> Notice | None:
    """Who is asked whether to call the sponsor in, because of a rule; `sentence` is why.

    None where the policy asks nobody, or nobody can be reached.
    """
    row = policy.sponsor.proposed if policy.sponsor else None
    held = first_held(roster, row.roles, now) if row else None
    if row is None or held is None:
        return None
    because = replace(fired.because, sentence=sentence)
    return Notice(
        cause=f"sponsor:{fired.rule.key}",
        channel_key=row.channel,
        role=held.role,
        person=held.person,
        fell_back_from=held.fell_back_from,
        ask=row.ask,
        planned=plan_ask(
            policy,
            severity,
            row,
            subject=f"sponsor:{fired.rule.key}",
            asked_at=now,
            calendar=held.person.calendar,
            because=because,
        ),
        because=because,
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
    due_at: datetime | None = None,
) -> Planned:
    """What they owe, on their calendar: within the row's time, or at the instant `due_at`."""
    counted = row.calendar or level_of(policy, severity).calendar
    due = due_at or elapse(counted, since, row.within, calendar)
    return planned_for(policy, kind, "", since, due, calendar, counted, row.ladder, because)


def actions_due(
    policy: Policy, row: Sponsor, severity: str, now: datetime, calendar: BusinessCalendar
) -> datetime:
    """By when what was promised in the call is to be done, where nobody says otherwise."""
    return elapse(
        row.actions.calendar or level_of(policy, severity).calendar, now, row.actions.within, calendar
    )
