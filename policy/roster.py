"""Who holds which role: the team file joined with the workspace's directory (Row M3f)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from zoneinfo import available_timezones

from policy.calendar import BusinessCalendar
from policy.problems import Gravity, Problem
from policy.schema import Policy
from policy.team import TeamFile


@dataclass(frozen=True)
class DirectoryPerson:
    """A person as the workspace's directory knows them; `zone` is the IANA name from their profile."""

    user_id: str
    name: str
    email: str | None
    zone: str | None
    is_bot: bool
    active: bool
    internal: bool
    guest: bool


@dataclass(frozen=True)
class Person:
    """A person with the calendar they work by and whoever stands in for them."""

    user_id: str
    name: str
    email: str | None
    calendar: BusinessCalendar
    cover: str | None
    active: bool
    internal: bool
    guest: bool
    is_bot: bool

    @property
    def one_of_us(self) -> bool:
        """An active colleague: no bot, no guest, nobody from outside (Row X8)."""
        return self.active and self.internal and not self.guest and not self.is_bot

    def reachable(self, now: datetime) -> bool:
        """Whether they may be asked something: one of us, and not on leave."""
        return self.one_of_us and not self.calendar.on_leave(now)


@dataclass(frozen=True)
class Held:
    """Somebody who can answer for a role, and how it came to them.

    `distance` counts the links of the role's fallback chain down to the role that they do hold: 0 is the
    role itself. `fell_back_from` are the roles on that way that have nobody, in order; `covers_for` is
    whoever they stand in for.
    """

    person: Person
    role: str
    distance: int = 0
    fell_back_from: tuple[str, ...] = ()
    covers_for: str | None = None


@dataclass(frozen=True)
class Roster:
    """People, roles and channels as ids; `home` is a key of `channels`, `chains` the policy's fallbacks."""

    people: Mapping[str, Person]
    roles: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, str]
    home: str
    chains: Mapping[str, tuple[str, ...]]
    calendar: BusinessCalendar

    @cached_property
    def calendars(self) -> frozenset[BusinessCalendar]:
        """The calendars that active colleagues live by."""
        return frozenset(person.calendar for person in self.people.values() if person.one_of_us)

    def person(self, user_id: str) -> Person:
        """The person; whoever the directory does not know has the team's calendar and cannot be asked."""
        unknown = Person(user_id, user_id, None, self.calendar, None, False, False, False, False)
        return self.people.get(user_id, unknown)

    def channel(self, key: str) -> str:
        """The channel's id; the home channel's where the policy's own cannot be used."""
        return self.channels.get(key) or self.channels[self.home]

    def holders(self, role: str, now: datetime) -> tuple[Held, ...]:
        """Everybody who can answer for the role now, in order: its people, their covers, then its fallbacks.

        When nobody along the chain can be reached, its end answers even on leave: somebody always must.
        """
        found: dict[str, Held] = {}
        for held in (*self._reachable(role, now), *self._last_resort(role)):
            found.setdefault(held.person.user_id, held)
        return tuple(found.values())

    def _reachable(self, role: str, now: datetime) -> Iterator[Held]:
        empty: tuple[str, ...] = ()
        for distance, link in enumerate(self.chains[role]):
            members = [self.person(user_id) for user_id in self.roles.get(link, ())]
            held = [Held(person, role, distance, empty) for person in members if person.reachable(now)]
            for away in members:
                if away.one_of_us and away.cover and not away.reachable(now):
                    cover = self.person(away.cover)
                    if cover.reachable(now):
                        held.append(Held(cover, role, distance, empty, away.user_id))
            yield from held
            if not held:
                empty = (*empty, link)

    def _last_resort(self, role: str) -> Iterator[Held]:
        chain = self.chains[role]
        for user_id in self.roles.get(chain[-1], ()):
            if self.person(user_id).one_of_us:
                yield Held(self.person(user_id), role, len(chain) - 1, chain[:-1])


def build_roster(
    policy: Policy,
    team: TeamFile,
    people: Iterable[DirectoryPerson],
    groups: Mapping[str, tuple[str, ...]],
    channels: Mapping[str, str],
) -> tuple[Roster, tuple[Problem, ...]]:
    """Resolve the team file's names to ids, and tell what cannot be resolved.

    `groups` maps a user group's handle (without @) or id to user ids, `channels` a name (without #) or id to
    a channel id. The roster can be used unless one of the problems is an error.
    """
    directory = {person.user_id: person for person in people}
    names = _Names(directory, groups, channels)
    chains = {role: policy.fallback_chain(role) for role in policy.role}
    roles = {role: names.members(f"roles.{role}", team.roles[role]) for role in chains if role in team.roles}
    _tell_empty_roles(policy, names, roles)
    roster = Roster(
        _people(team, directory, names),
        roles,
        names.channels_of(policy, team),
        policy.channel.home,
        chains,
        team.calendar(),
    )
    return roster, tuple(names.problems)


def _people(team: TeamFile, directory: Mapping[str, DirectoryPerson], names: _Names) -> dict[str, Person]:
    """Everybody of the directory, with what the team file says of them."""
    zones = available_timezones()
    entries = {user_id: who for who in team.people if (user_id := names.person(f"people.{who}", who))}

    @cache
    def calendar(who: str | None, zone: str | None) -> BusinessCalendar:
        return team.calendar(team.people[who] if who else None, zone)

    found = {}
    for user_id, known in directory.items():
        who = entries.get(user_id)
        cover = team.people[who].cover if who else None
        found[user_id] = Person(
            user_id=user_id,
            name=known.name,
            email=known.email,
            calendar=calendar(who, known.zone if known.zone in zones else None),
            cover=names.person(f"people.{who}.cover", cover) if cover else None,
            active=known.active,
            internal=known.internal,
            guest=known.guest,
            is_bot=known.is_bot,
        )
    return found


class _Names:
    """Turns the team file's names into ids and remembers what it could not find."""

    def __init__(
        self,
        directory: Mapping[str, DirectoryPerson],
        groups: Mapping[str, tuple[str, ...]],
        channels: Mapping[str, str],
    ) -> None:
        self.problems: list[Problem] = []
        self._directory = directory
        self._people = {person.email.lower(): person.user_id for person in directory.values() if person.email}
        self._people |= {user_id.lower(): user_id for user_id in directory}
        self._groups = groups
        self._channels = channels

    def tell(self, gravity: Gravity, where: str, sentence: str) -> None:
        self.problems.append(Problem(gravity, where, sentence))

    def person(self, where: str, entry: str) -> str | None:
        user_id = self._people.get(entry.lower())
        if user_id is None:
            self.tell(Gravity.WARNING, where, f"nobody in the workspace is {entry}")
        return user_id

    def members(self, where: str, entries: Iterable[str]) -> tuple[str, ...]:
        """The people of a role in order, each once; whoever cannot be asked is named and left out."""
        found: dict[str, None] = {}
        for entry in entries:
            group = self._groups.get(entry.removeprefix("@"))
            if group is not None:
                found |= dict.fromkeys(group)
            elif entry.startswith("@"):
                self.tell(Gravity.WARNING, where, f"there is no user group {entry}")
            elif user_id := self.person(where, entry):
                found[user_id] = None
        for user_id in tuple(found):
            known = self._directory.get(user_id)
            if known is None or not known.active or not known.internal or known.guest or known.is_bot:
                name = known.name if known else user_id
                self.tell(Gravity.WARNING, where, f"{name} cannot be asked: not an active colleague")
                del found[user_id]
        return tuple(found)

    def channels_of(self, policy: Policy, team: TeamFile) -> dict[str, str]:
        """The id of every channel that the policy uses; the home channel must be there."""
        found: dict[str, str] = {}
        for key in channels_used(policy):
            entry = team.channels.get(key)
            if entry is None:
                self.tell(
                    Gravity.ERROR,
                    f"channels.{key}",
                    "the policy posts here and the team file names no channel",
                )
            elif (channel_id := self._channels.get(entry.removeprefix("#"))) is not None:
                found[key] = channel_id
            elif key == policy.channel.home:
                self.tell(
                    Gravity.ERROR,
                    f"channels.{key}",
                    f"the bot cannot see {entry}, the home of every escalation",
                )
            else:
                instead = f"the bot cannot see {entry}: what belongs there goes to {policy.channel.home}"
                self.tell(Gravity.WARNING, f"channels.{key}", instead)
        return found


def channels_used(policy: Policy) -> tuple[str, ...]:
    """Every channel key that the policy names, each once, the home channel first."""
    used = [policy.channel.home, policy.channel.ops]
    used += [policy.tier[tier].channel for tier in policy.tiers()]
    used += [policy.channel.product] if policy.channel.product else []
    used += [row.channel for level in policy.severity.values() for row in level.notify if row.channel]
    used += [row.channel for row in policy.path_rule if row.channel]
    used += [policy.sponsor.proposed.channel] if policy.sponsor and policy.sponsor.proposed else []
    return tuple(dict.fromkeys(used))


def _tell_empty_roles(policy: Policy, names: _Names, roles: Mapping[str, tuple[str, ...]]) -> None:
    """An undeclared role is an error, an empty one a warning, the end of every chain excepted (Row M3f)."""
    for role in policy.role:
        where = f"roles.{role}"
        chain = policy.fallback_chain(role)
        if role not in roles:
            names.tell(Gravity.ERROR, where, f"the policy uses this role: write who holds it, or {role} = []")
        elif not roles[role] and len(chain) == 1:
            names.tell(
                Gravity.ERROR, where, "nobody holds it, and every other role falls back to it: name somebody"
            )
        elif not roles[role]:
            instead = next((link for link in chain[1:] if roles.get(link)), chain[-1])
            names.tell(Gravity.WARNING, where, f"nobody holds it: {instead} is asked instead")
