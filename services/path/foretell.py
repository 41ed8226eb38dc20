"""Whom an escalation would tell if it were raised now: by its severity, by the path rules, and the sponsor. Row X16."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.kinds import Who
from policy.path import Facts, Notice, climb, opening_notices
from policy.path_rules import Fired, firing, is_higher, told_by
from policy.sponsor import Chosen, most_urgent, proposed_to, sponsor_of
from services.office import Office, Rules
from services.path.measured import Case, measured, people_of

ANYBODY = ("tier:", "sponsor:")
"""How the causes begin for which somebody is asked, whatever they were asked before."""


@dataclass(frozen=True)
class Foretold:
    """Every posting, in the order in which they are made; and who is called in as the sponsor, if anybody is."""

    notices: tuple[Notice, ...]
    sponsor: Chosen | None


def told_at_opening(office: Office, case: Case, dri: str | None, now: datetime) -> Foretold:
    """Nobody is named twice for a rule."""
    rules = office.rulebook.current
    told = list(opening_notices(rules.policy, case.severity, rules.roster, now))
    known = {dri, *(notice.person.user_id for notice in told if notice.person)}
    by_rules = _by_rules(office, case, dri, now)
    for notice in by_rules.notices:
        person = notice.person.user_id if notice.person else None
        if person is None or person not in known or notice.cause.startswith(ANYBODY):
            told.append(notice)
        known.add(person)
    return Foretold(tuple(told), by_rules.sponsor)


def _by_rules(office: Office, case: Case, dri: str | None, now: datetime) -> Foretold:
    rules = office.rulebook.current
    policy = rules.policy
    if not policy.path_rule:
        return Foretold((), None)
    with office.database.read() as session:
        fired = firing(policy, measured(session, policy, case, now))
        people = people_of(session, case)
    led = list(_led(rules, case, fired, people, dri, now))
    urgent = most_urgent(fired)
    if urgent is None or policy.sponsor is None:
        return Foretold(tuple(led), None)
    if policy.severity[case.severity].calls_in_sponsor:
        return Foretold(tuple(led), sponsor_of(policy.sponsor, rules.roster, people, now))
    asked = proposed_to(policy, case.severity, rules.roster, urgent, now, urgent.because.sentence)
    return Foretold((*led, *([asked] if asked else [])), None)


def _led(
    rules: Rules,
    case: Case,
    fired: Sequence[Fired],
    people: Mapping[Who, str],
    dri: str | None,
    now: datetime,
) -> Iterator[Notice]:
    policy, roster, tier = rules.policy, rules.roster, case.tier
    for one in fired:
        if one.rule.tier is not None and is_higher(policy, one.rule.tier, tier):
            tier = one.rule.tier
            reached = climb(policy, Facts(case.severity, tier, dri or ""), roster, now, to=tier)
            if reached is not None:
                yield Notice.of_climb(reached)
        told = told_by(policy, case.severity, roster, one, people, now)
        if told is not None:
            yield told
