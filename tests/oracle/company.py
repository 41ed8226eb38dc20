"""Who answers for a role, read from the team file as plain data. Rows M3a and M3f."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.oracle.open_minutes import OpenMinutes, open_minutes

MARGIN = timedelta(days=140)
"""So far before and after a world's own time promises may reach."""


@dataclass(frozen=True)
class Somebody:
    """A person: when they work, when they are away, who stands in."""

    name: str
    work: OpenMinutes
    leave: tuple[tuple[date, date], ...]
    cover: str | None

    def away(self, at: datetime) -> bool:
        """On leave, by the date where they are."""
        today = at.astimezone(self.work.zone).date()
        return any(first <= today <= last for first, last in self.leave)


class Company:
    """The people and roles of a team file, with the chains of a policy; user ids are `UCASEY`."""

    def __init__(self, team_text: str, policy: dict[str, Any], start: datetime, end: datetime) -> None:
        team = tomllib.loads(team_text)
        self._chain = {role: row.get("fallback") for role, row in policy["role"].items()}
        self._roles = {role: [_id(entry) for entry in entries] for role, entries in team["roles"].items()}
        self._people = {}
        for email, entry in team["people"].items():
            work = open_minutes(
                entry["timezone"],
                entry.get("business_hours", team["business_hours"]),
                entry.get("holidays", team["holidays"]),
                start - timedelta(days=20),
                end + MARGIN,
            )
            leave = tuple(_range(text) for text in entry.get("leave", []))
            cover = _id(entry["cover"]) if "cover" in entry else None
            self._people[_id(email)] = Somebody(_id(email), work, leave, cover)

    def __getitem__(self, name: str) -> Somebody:
        return self._people[name]

    def everybody(self) -> Iterable[Somebody]:
        """All of its people."""
        return self._people.values()

    def holders(self, roles: Iterable[str]) -> set[str]:
        """Whoever holds one of the roles, here or away."""
        return {name for role in roles for name in self._roles[role]}

    def first(self, role: str, at: datetime) -> str:
        """The one person who answers for a role now."""
        return self.candidates([role], at)[0]

    def candidates(self, roles: Iterable[str], at: datetime) -> list[str]:
        """Everybody who can answer for the roles: who hold them, then who stand in one link away, and so on."""
        chains = [list(self._links(role)) for role in roles]
        found: list[str] = []
        for distance in range(max(map(len, chains))):
            for chain in chains:
                if distance < len(chain):
                    found += self._of(chain[distance], at)
                if distance == len(chain) - 1:
                    found += self._roles[chain[-1]]  # somebody always must, even on leave
        return list(dict.fromkeys(found))

    def over(self, name: str, otherwise: Iterable[str], at: datetime) -> list[str]:
        """Who is over somebody: what their own roles fall back to, in order; of whoever has none, `otherwise`."""
        held = [role for role in self._chain if name in self._roles[role]]
        above = [link for role in held for link in list(self._links(role))[1:]]
        return self.candidates(above or otherwise, at)

    def _links(self, role: str | None) -> Iterator[str]:
        while role is not None:
            yield role
            role = self._chain[role]

    def _of(self, role: str, at: datetime) -> list[str]:
        here = [name for name in self._roles[role] if not self[name].away(at)]
        for name in self._roles[role]:
            cover = self[name].cover
            if self[name].away(at) and cover is not None and not self[cover].away(at):
                here.append(cover)
        return here


def _id(email: str) -> str:
    return "U" + email.partition("@")[0].upper()


def _range(text: str) -> tuple[date, date]:
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)
