"""What `doctor` and `/escalate setup` show of every name in policy and team. Row X20."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.directory import KnownChannel, KnownGroup
from models.queries import accounts
from policy.problems import Gravity, Problem
from policy.roster import channels_used
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Office, Rules
from services.upkeep.draw_up_rules import draw_up, team_in_force, unusable
from services.upkeep.sync_directory import named_by

NAMED = 5
"""Accounts that are named; of the others it is said how many."""


class Standing(StrEnum):
    """How one thing stands. A warning is lived with: something else stands in."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `about` heads it, `what` names it, `says` how it is and what to do."""

    about: str
    what: str
    standing: Standing
    says: str


def check_setup(office: Office) -> tuple[Check, ...]:
    """As Slack was last seen to have it; asks nothing of Slack, so a person may wait for it."""
    rules = office.rulebook.current
    with office.database.read() as session:
        team = team_in_force(session, rules)
        to_complete = list(check_accounts(session))
    return (*(check_names(office.database, rules.policy, team) if team else ()), *to_complete)


def check_accounts(session: Session) -> Iterator[Check]:
    """Customers of whom only the name is known. Row X2."""
    names, total = accounts.to_complete(session, limit=NAMED)
    if total:
        which = f"{', '.join(names)}{' and others' if total > len(names) else ''}"
        says = f"only their names are known: {which}. /escalate account and the name completes one"
        yield Check("accounts", f"{total} to complete", Standing.WARNING, says)


def check_names(database: Database, policy: Policy, team: TeamFile) -> tuple[Check, ...]:
    """Every name of both files against the directory as it stands in the database."""
    drawn = draw_up(database, policy, team)
    with database.read() as session:
        channels = list(_channels(session, policy, team))
        groups = list(_groups(session, policy, team))
    people = [
        Check("people", problem.where, Standing.WARNING, problem.sentence)
        for problem in drawn.problems
        if problem.where.startswith("people.")
    ]
    return (*channels, *_roles(policy, drawn.rules, drawn.problems), *groups, *people)


def _channels(session: Session, policy: Policy, team: TeamFile) -> Iterator[Check]:
    seen = session.scalars(select(KnownChannel).order_by(KnownChannel.seen_at)).all()
    known = {word: channel for channel in seen for word in (channel.channel_id, channel.name) if word}
    for key in channels_used(policy):
        entry = team.channels[key]
        channel = known.get(entry.removeprefix("#"))
        what = f"{key}: {entry}"
        worst = Standing.BAD if key == policy.channel.home else Standing.WARNING
        if channel is None:
            yield Check(
                "channels",
                what,
                worst,
                "there is none that the bot can see: make it, or invite the bot to it",
            )
        elif (why := unusable(channel)) is None:
            yield Check("channels", what, Standing.GOOD, "the bot is in it")
        elif channel.archived:
            yield Check("channels", what, worst, f"{why}: unarchive it, or name another")
        elif channel.shared:
            yield Check("channels", what, worst, f"{why}, who would read it all: name another")
        elif channel.private:
            yield Check("channels", what, worst, f"{why}: invite it there")
        else:
            yield Check(
                "channels",
                what,
                Standing.WARNING,
                f"{why}: it joins when it starts; if this stays, invite it",
            )


def _roles(policy: Policy, rules: Rules, problems: tuple[Problem, ...]) -> Iterator[Check]:
    for role in policy.role:
        wrong = [problem for problem in problems if problem.where == f"roles.{role}"]
        holders = [rules.roster.person(user_id).name for user_id in rules.roster.roles.get(role, ())]
        if not wrong:
            yield Check("roles", role, Standing.GOOD, ", ".join(holders))
        for problem in wrong:
            standing = Standing.BAD if problem.gravity is Gravity.ERROR else Standing.WARNING
            yield Check("roles", role, standing, problem.sentence)


def _groups(session: Session, policy: Policy, team: TeamFile) -> Iterator[Check]:
    known = {
        word: group
        for group in session.scalars(select(KnownGroup))
        for word in (group.group_id, group.handle)
    }
    for entry in sorted(named_by(policy, team).groups):
        group = known.get(entry.removeprefix("@"))
        if group is None:
            says = "there is none of that handle (user groups need a paid Slack plan): name people instead"
            yield Check("user groups", entry, Standing.WARNING, says)
        elif not group.members:
            yield Check("user groups", entry, Standing.WARNING, "nobody is in it: add people in Slack")
        else:
            yield Check("user groups", entry, Standing.GOOD, f"{len(group.members)} people")
