"""Which words to the customer somebody else reads first, who that is, and by when they answer (Row Y6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from policy.because import Because
from policy.calendar import BusinessCalendar, elapse
from policy.draft import speaks_of
from policy.kinds import DeadlineKind, DraftKind, Reads
from policy.path import Facts, successors
from policy.promises import Planned, level_of, planned_for
from policy.roster import Person, Roster
from policy.schema import Policy


def read_first(policy: Policy, kind: DraftKind, words: str) -> Because | None:
    """Because of which row these words are read first; None where they go out as they are."""
    if policy.second_eyes is None or policy.draft is None:
        return None
    for row in policy.second_eyes.row:
        if kind in row.kinds and (not row.pattern or speaks_of(policy.draft, words, row.pattern, row.unless)):
            return Because(f"second_eyes.row.{row.key}", row.spec, row.because)
    return None


def reader_of(
    policy: Policy, roster: Roster, facts: Facts, now: datetime, besides: Collection[str]
) -> Person | None:
    """The one person who is asked; `besides` are user ids of whoever wrote it or cannot. None: there is nobody else."""
    return next((one for one in _candidates(policy, roster, facts, now) if one.user_id not in besides), None)


def _candidates(policy: Policy, roster: Roster, facts: Facts, now: datetime) -> Iterator[Person]:
    row = policy.second_eyes
    if row is None:
        return
    for reads in row.who:
        if reads is Reads.NEXT_PERSON:
            yield from (held.person for held in successors(policy, roster, facts, now))
            continue
        named = facts.dri if reads is Reads.DRI else facts.cover or roster.person(facts.dri).cover
        if named and roster.person(named).reachable(now):
            yield roster.person(named)
    for role in row.roles:
        yield from (held.person for held in roster.holders(role, now) if held.person.one_of_us)


def plan_review(
    policy: Policy,
    severity: str,
    *,
    asked_at: datetime,
    calendar: BusinessCalendar,
    promise_due: datetime | None,
    because: Because,
    subject: str,
) -> Planned:
    """The answer of whoever reads it, on their calendar, while enough is left of what the customer was promised."""
    level, eyes = level_of(policy, severity), policy.second_eyes
    row = level.second_eyes
    assert eyes is not None, "whoever plans has looked"
    assert row is not None, "the policy's check asks every severity for it"
    counted = row.calendar or level.calendar
    due_at = elapse(counted, asked_at, row.within, calendar)
    if promise_due is not None and promise_due > asked_at:
        due_at = min(due_at, asked_at + (promise_due - asked_at) / eyes.at_most_one_in)
    kind = DeadlineKind.REVIEW
    return planned_for(policy, kind, subject, asked_at, due_at, calendar, counted, row.ladder, because)
