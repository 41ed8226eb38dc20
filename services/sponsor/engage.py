"""A rule calls in the executive sponsor, or asks whether to: once, because of which row and which facts. Row M6.

1. nobody, where a sponsor is at it or was, in a drill, and where the policy knows of none
2. at a severity that calls them in by itself: whom the account names, else the policy's roles
3. at another: somebody is asked whether to, by a date; one question at a time
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import path
from models.timeline import HEARD
from policy.path_rules import Fired
from policy.sponsor import most_urgent, proposed_to, step_of
from services import notices
from services.office import Rules
from services.path.words import because_of
from services.sponsor.ask import ask_sponsor, chosen_for, proposals_of, rows_of


def engage(
    session: Session,
    escalation: Escalation,
    fired: Sequence[Fired],
    before: Sequence[Fired],
    rules: Rules,
    now: datetime,
) -> None:
    """`fired` are the rules that fired just now, `before` those that fired earlier and hold still."""
    new, any_ = most_urgent(fired), most_urgent((*fired, *before))
    if rules.policy.sponsor is None or any_ is None or escalation.drill:
        return
    if path.sponsor_called(session, escalation.id):
        return
    if rules.policy.severity[escalation.severity].calls_in_sponsor:
        _call_in(session, escalation, any_, rules, now)
    elif new is not None and not proposals_of(session, escalation.id, rules.policy.sponsor):
        _propose(session, escalation, new, rules, now)


def _call_in(session: Session, escalation: Escalation, fired: Fired, rules: Rules, now: datetime) -> None:
    chosen = chosen_for(session, escalation, rules, now)
    if chosen is None:  # nobody can be reached: looked at again whenever something changes
        return
    said = because_of(rules.policy, fired.because.sentence, fired.facts)
    ask_sponsor(
        session,
        escalation,
        chosen.person,
        rules=rules,
        now=now,
        actor=HEARD,
        reason=said,
        because=replace(fired.because, sentence=said),
        step=step_of(rows_of(rules), fired.rule),
    )


def _propose(session: Session, escalation: Escalation, fired: Fired, rules: Rules, now: datetime) -> None:
    said = because_of(rules.policy, fired.because.sentence, fired.facts)
    notice = proposed_to(rules.policy, escalation.severity, rules.roster, fired, now, said)
    if notice is not None:
        notices.tell(session, escalation, notices.Call.of_notice(notice), now=now, rules=rules)
