"""Who may be the one person responsible, and who had better be (Rows D3a, M2d)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policy.because import Because
from policy.facts import Values, holds
from policy.kinds import Who
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


@dataclass(frozen=True)
class SuggestedDri:
    """Who is suggested, by user id, and because of which row."""

    person: str
    because: Because


def suggest_dri(
    policy: Policy, roster: Roster, known: Mapping[Who, str], values: Values, now: datetime
) -> SuggestedDri | None:
    """The first row that holds and names somebody who can be reached; on leave, whoever covers for them (Row D3a).

    `known` are user ids, `values` what is measured of the case. None where no row names anybody.
    """
    for number, row in enumerate(policy.suggest_dri):
        if holds(policy, row, values) is None:
            continue
        because = Because(f"suggest_dri[{number}]", row.spec, row.because)
        if row.role is not None:
            held = next(iter(roster.holders(row.role, now)), None)
            person = held.person.user_id if held else None
        else:
            assert row.who is not None, "the schema asks for a person or a role"
            person = reachable_or_cover(roster, known.get(row.who), now)
        if person is not None:
            return SuggestedDri(person, because)
    return None


def reachable_or_cover(roster: Roster, user_id: str | None, now: datetime) -> str | None:
    """Somebody who may be asked now: this person, else whoever the team file lets stand in for them."""
    if user_id is None:
        return None
    person = roster.person(user_id)
    cover = roster.person(person.cover or "")
    return next((one.user_id for one in (person, cover) if one.reachable(now)), None)
