"""Joins policy and team with the people, groups and channels that Slack was last seen to have."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.directory import KnownChannel, KnownGroup, KnownPerson
from models.workspace import RulesVersion
from policy.load import content_hash
from policy.problems import Gravity, Problem
from policy.roster import build_roster
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Rules

Stamp = tuple[int, float, int, float, int, float]


@dataclass(frozen=True)
class DrawnUp:
    """Rules, and what is wrong with the names in them. With an error among these they cannot be used."""

    rules: Rules
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        return not any(problem.gravity is Gravity.ERROR for problem in self.problems)


def draw_up(database: Database, policy: Policy, team: TeamFile) -> DrawnUp:
    """The rules as the directory stands, without channels that are archived, shared or closed to us."""
    with database.read() as session:
        people = session.scalars(select(KnownPerson)).all()
        groups = session.scalars(select(KnownGroup)).all()
        channels = session.scalars(select(KnownChannel).order_by(KnownChannel.seen_at)).all()
    members = {word: tuple(group.members) for group in groups for word in (group.group_id, group.handle)}
    roster, problems = build_roster(
        policy, team, [person.facts for person in people], members, _usable_ids(channels)
    )
    exact = {word: why for channel in channels for word in _words(channel) if (why := unusable(channel))}
    told = tuple(_exact(problem, team, exact) for problem in problems)
    return DrawnUp(Rules(policy, roster, content_hash(policy), content_hash(team)), told)


def unusable(channel: KnownChannel) -> str | None:
    """Why internal words cannot be said there; None where they can. Row X8."""
    if channel.archived:
        return "is archived"
    if channel.shared:
        return "is shared with another company"
    if not channel.member:
        return "does not have the bot as a member"
    return None


def directory_stamp(session: Session) -> Stamp:
    """Changes whenever somebody or something in the directory was seen anew."""
    row = session.execute(
        select(
            *(
                figure
                for table in (KnownPerson, KnownGroup, KnownChannel)
                for figure in (
                    select(func.count()).select_from(table).scalar_subquery(),
                    select(func.coalesce(func.max(table.seen_at), 0.0)).scalar_subquery(),
                )
            )
        )
    ).one()
    people, seen, groups, groups_seen, channels, channels_seen = row
    return people, seen, groups, groups_seen, channels, channels_seen


def team_in_force(session: Session, rules: Rules) -> TeamFile | None:
    """The team file that these rules came from; None where this database never kept it."""
    kept = session.get(RulesVersion, rules.team_hash)
    return TeamFile.model_validate(tomllib.loads(kept.content)) if kept else None


def _words(channel: KnownChannel) -> tuple[str, ...]:
    return (channel.channel_id, channel.name) if channel.name else (channel.channel_id,)


def _usable_ids(channels: Sequence[KnownChannel]) -> dict[str, str]:
    return {
        word: channel.channel_id for channel in channels if not unusable(channel) for word in _words(channel)
    }


def _exact(problem: Problem, team: TeamFile, why: dict[str, str]) -> Problem:
    """The roster knows only that a channel cannot be used; we know why."""
    table, _, key = problem.where.partition(".")
    entry = team.channels.get(key, "") if table == "channels" else ""
    reason = why.get(entry.removeprefix("#"))
    if not entry or reason is None:
        return problem
    instead = "" if problem.gravity is Gravity.ERROR else ": what belongs there goes to the home channel"
    return Problem(problem.gravity, problem.where, f"{entry} {reason}{instead}")
