"""Who may be the one person responsible, and who had better be (Rows D3a, M2d)."""

from __future__ import annotations

from enum import StrEnum

from policy.because import Because
from policy.roster import DirectoryPerson, Person, Roster
from policy.schema import Policy


class NotDri(StrEnum):
    """Why somebody cannot be the DRI."""

    BOT = "bot"
    DEACTIVATED = "deactivated"
    GUEST = "guest"
    EXTERNAL = "external"


def why_not(person: DirectoryPerson | Person) -> NotDri | None:
    """The reason that keeps this person from being the DRI; None when nothing does. Leave does not."""
    if person.is_bot:
        return NotDri.BOT
    if not person.active:
        return NotDri.DEACTIVATED
    if person.guest:
        return NotDri.GUEST
    if not person.internal:
        return NotDri.EXTERNAL
    return None


def below_level(policy: Policy, severity: str, roster: Roster, user_id: str) -> Because | None:
    """Why somebody more senior should own it, as advice; None when the person is senior enough."""
    level = policy.severity[severity]
    if any(user_id in roster.roles.get(role, ()) for role in level.owner_at_least):
        return None
    roles = " or ".join(policy.role[role].label for role in level.owner_at_least)
    return Because(f"severity.{severity}.owner_at_least", "M2d", f"{level.label} is owned by {roles}")
