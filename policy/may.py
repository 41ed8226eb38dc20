"""Who may do what to an escalation, by their part in it or their role in the company (Row X9)."""

from __future__ import annotations

from policy.kinds import Part
from policy.may_rows import May
from policy.roster import Roster
from policy.schema import Policy
from policy.verbs import WAY_TO


def row_of(policy: Policy, verb: str) -> May:
    """The row that says who may do this verb: the one that names it, or the one for all others."""
    meant = WAY_TO.get(verb, verb)
    others = next(row for row in policy.may if not row.verbs)
    return next((row for row in policy.may if meant in row.verbs), others)


def holds(roster: Roster, roles: tuple[str, ...], person: str) -> bool:
    """Whether they hold one of these roles. What nobody holds falls to the next of its chain, as everywhere."""
    return any(person in _holders(roster, role) for role in roles)


def on_path(policy: Policy, roster: Roster, person: str) -> bool:
    """Whether they are of a tier of the path, reached or not.

    Where nobody holds a role of the first tier, everybody is the first line: a company that fills no roles locks
    nobody out.
    """
    tiers = [policy.tier[key].roles for key in policy.tiers()]
    if not any(roster.roles.get(role) for role in tiers[0]):
        return True
    return any(holds(roster, roles, person) for roles in tiers)


def allows(row: May, policy: Policy, roster: Roster, person: str, parts: frozenset[Part]) -> bool:
    """Whether this row lets them, `parts` being what they are in the escalation itself."""
    if Part.ANYONE in row.who or parts & frozenset(row.who):
        return True
    if Part.TIER in row.who and on_path(policy, roster, person):
        return True
    return holds(roster, row.roles, person)


def _holders(roster: Roster, role: str) -> tuple[str, ...]:
    held = (roster.roles.get(link, ()) for link in roster.chains[role])
    return next((people for people in held if people), ())
