"""Following the path rules: each fires once, says which row and which facts, and leads where it says. Rows P4, M3b.

1. measure what the rules ask for
2. the rules that hold and did not fire before: pure (`policy.path_rules`)
3. on the timeline which rule and which facts; up to its tier; whom it tells, unless they know already
4. the executive sponsor, where one of the rules that hold calls them in
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.queries import deadlines, path
from models.timeline import HEARD, Event
from policy.by_time import next_change
from policy.facts import Values
from policy.path_rules import Fired, firing, holding, is_higher, told_by
from policy.promises import plan_path_rule
from services import notices, promises
from services.notices import Call
from services.office import Rules
from services.path.measured import case_of, measured, people_of
from services.path.up import up_to
from services.path.words import because_of, words_of
from services.record import note
from services.sponsor.engage import engage


def follow_path(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    """Whatever holds now and did not fire since it was opened; nothing where it is over, or the policy has no rules."""
    policy = rules.policy
    escalation.follow_at = None
    if not policy.path_rule or not escalation.live or escalation.severity not in policy.severity:
        return
    session.flush()
    values = measured(session, policy, case_of(session, escalation), now)
    before = path.rules_fired(session, escalation.id)
    waits = any(rule.after is not None for rule in policy.path_rule)
    waited = path.rules_waited(session, escalation.id) if waits else frozenset()
    fire(session, escalation, firing(policy, values, before, waited), before, values, rules, now)
    escalation.follow_at = next_change(policy, values, now)


def fire(
    session: Session,
    escalation: Escalation,
    fired: Sequence[Fired],
    before: Collection[str],
    values: Values,
    rules: Rules,
    now: datetime,
) -> None:
    """Let these rules fire; what fired `before` may call in the sponsor at what is graver by now."""
    for one in fired:
        _fire(session, escalation, one, rules, now)
    calling = [one for one in holding(rules.policy, before, values) if one.rule.sponsor_within is not None]
    engage(session, escalation, fired, calling, rules, now)


def begin_waiting(
    session: Session, escalation: Escalation, rules: Rules, now: datetime, *, since: datetime
) -> None:
    """Rules that are looked at later, counted from `since`: Heard promises itself to."""
    calendar = rules.roster.person(escalation.dri).calendar
    for rule in rules.policy.path_rule:
        if rule.after is not None:
            planned = plan_path_rule(rules.policy, escalation.severity, rule, since=since, calendar=calendar)
            promises.make(
                session, escalation, planned, owner=escalation.dri, now=now, rules=rules, subject=rule.key
            )


def look_at_rule(
    session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime
) -> None:
    """An act of Heard's: a rule has waited its time. From now on it fires as soon as it holds."""
    promises.settle(session, due, by=HEARD, now=now, outcome=Outcome.KEPT)
    follow_path(session, escalation, rules, now)


def _fire(session: Session, escalation: Escalation, fired: Fired, rules: Rules, now: datetime) -> None:
    policy, because = rules.policy, fired.because
    said = because_of(policy, because.sentence, fired.facts)
    note(
        session,
        escalation,
        Event.RULE_FIRED,
        actor=HEARD,
        now=now,
        because=because.row,
        because_sentence=because.sentence,
        facts=words_of(policy, fired.facts),
    )
    tier = fired.rule.tier
    if tier is not None and is_higher(policy, tier, escalation.tier):
        up_to(session, escalation, tier, said, rules, now)
    people = people_of(session, case_of(session, escalation))
    told = told_by(policy, escalation.severity, rules.roster, fired, people, now)
    if told is None or (told.person is not None and _knows(session, escalation, told.person.user_id)):
        return
    call = Call.of_notice(replace(told, because=replace(because, sentence=said)))
    notices.tell(session, escalation, call, now=now, rules=rules)


def _knows(session: Session, escalation: Escalation, person: str) -> bool:
    """Whether somebody owns it, or was called in and not stood down: they are not asked once more. Row M3d."""
    called = (row for row in deadlines.told_of(session, escalation.id) if not row.stood_down)
    return person == escalation.dri or any(row.user_id == person for row in called)
