"""Whom an escalation would tell if it were raised now: by its severity, and by the path rules. Row X16."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from policy.path import Facts, Notice, climb, opening_notices
from policy.path_rules import firing, is_higher, told_by
from services.office import Office
from services.path.measured import Case, measured, people_of


def told_at_opening(office: Office, case: Case, dri: str | None, now: datetime) -> list[Notice]:
    """Every posting, in the order in which they are made. Nobody is named twice for a rule."""
    rules = office.rulebook.current
    told = list(opening_notices(rules.policy, case.severity, rules.roster, now))
    known = {dri, *(notice.person.user_id for notice in told if notice.person)}
    for notice in _by_rules(office, case, dri, now):
        person = notice.person.user_id if notice.person else None
        if person is None or person not in known or notice.cause.startswith("tier:"):
            told.append(notice)
        known.add(person)
    return told


def _by_rules(office: Office, case: Case, dri: str | None, now: datetime) -> Iterator[Notice]:
    rules = office.rulebook.current
    policy, roster, tier = rules.policy, rules.roster, case.tier
    if not policy.path_rule:
        return
    with office.database.read() as session:
        fired = firing(policy, measured(session, policy, case, now))
        people = people_of(session, case)
    for one in fired:
        if one.rule.tier is not None and is_higher(policy, one.rule.tier, tier):
            tier = one.rule.tier
            reached = climb(policy, Facts(case.severity, tier, dri or ""), roster, now, to=tier)
            if reached is not None:
                yield Notice.of_climb(reached)
        told = told_by(policy, case.severity, roster, one, people, now)
        if told is not None:
            yield told
