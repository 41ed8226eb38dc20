"""What triage needs before it is done, and what its answers speak for: severity, owner, who works on it (Row D2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from policy.because import Because
from policy.dri import below_level
from policy.roster import Person, Roster
from policy.schema import Policy
from policy.severity import propose

REQUIRED = ("problem", "impact", "cause_type", "outcome")
"""Answers without which triage stays open; whatever else is asked may be unknown yet."""


@dataclass(frozen=True)
class Suggested:
    """One person, as what, and why. A proposal: somebody decides."""

    person: Person
    role: str
    because: Because


@dataclass(frozen=True)
class Proposals:
    """What the answers speak for. None where things are well as they are."""

    severity: str
    severity_because: Because
    dri: Suggested | None
    works_on_it: Suggested | None


def missing(answers: Mapping[str, object]) -> tuple[str, ...]:
    """The required answers that are not there yet, in the form's order."""
    return tuple(name for name in REQUIRED if not answers.get(name))


def speak_for(
    policy: Policy,
    roster: Roster,
    *,
    impact: str,
    cause_type: str | None,
    severity: str,
    dri: str,
    now: datetime,
) -> Proposals:
    """The severity by impact (Row M2a); another DRI where this one is below that of `severity` (Row M2d).

    An impact that the policy no longer knows proposes the severity as it stands.
    """
    known = any(row.key == impact for row in policy.impact)
    level = policy.severity.get(severity)
    if known:
        proposal = propose(policy, impact)
        proposed, because = proposal.severity, proposal.because
    else:
        proposed = severity
        because = Because(f"severity.{severity}", "ours", level.because if level else "")
    return Proposals(
        proposed,
        because,
        _owner(policy, roster, severity, dri, now) if level else None,
        _works_on(policy, roster, cause_type, now),
    )


def _owner(policy: Policy, roster: Roster, severity: str, dri: str, now: datetime) -> Suggested | None:
    because = below_level(policy, severity, roster, dri)
    if because is None:
        return None
    for role in policy.severity[severity].owner_at_least:
        for user_id in roster.roles.get(role, ()):
            person = roster.person(user_id)
            if person.reachable(now):
                return Suggested(person, role, because)
    return None


def _works_on(policy: Policy, roster: Roster, cause_type: str | None, now: datetime) -> Suggested | None:
    row = next((row for row in policy.cause_type if row.key == cause_type), None)
    if row is None or row.works_on is None:
        return None
    held = next(iter(roster.holders(row.works_on, now)), None)
    if held is None:
        return None
    because = Because(f"cause_type.{row.key}", row.spec, row.because)
    return Suggested(held.person, row.works_on, because)
