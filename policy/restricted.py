"""Whether an escalation is read by people by name alone, and who reads it by their role (Row X17)."""

from __future__ import annotations

from policy.because import Because
from policy.roster import Roster
from policy.schema import Policy


def proposes_restricted(policy: Policy, impact: str, trigger: str | None) -> Because | None:
    """Why an escalation of this impact or trigger is restricted unless somebody decides otherwise; None: it is not.

    What the policy does not know restricts nothing.
    """
    row = policy.restricted
    rows = (("impact", policy.impact, impact), ("trigger", policy.trigger, trigger))
    for table, known, key in rows:
        if any(one.key == key and one.restricted for one in known):
            return Because(f"{table}.{key}", row.spec, row.because)
    return None


def readers_by_role(policy: Policy, roster: Roster) -> frozenset[str]:
    """Who reads whatever is restricted, named there or not, on leave or at work."""
    roles = policy.restricted.readers
    return frozenset(person for role in roles for person in roster.roles.get(role, ()))
