"""Ask Slack for everybody and everything that the team file and accounts name, and whoever owns something. Row Y4.

1. what is named: e-mails, user ids, user groups, channels
2. ask Slack, with no transaction open: what cannot be asked now keeps its last known state
3. join the public channels that the bot uses and is not in
4. write it down in one transaction
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol, TypeVar

from sqlalchemy import delete, select

from models.database import Database
from models.directory import KnownChannel, KnownGroup, KnownPerson
from models.queries import absences, accounts
from policy.roster import DirectoryPerson, channels_used
from policy.schema import Policy
from policy.team import TeamFile
from services.delivery.directory import remember_channels, remember_people
from services.slack_port import ChannelFacts, GroupFacts, Refusal, SlackError

log = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds that all the waiting for Slack's rate limits may take together."""

_GROUP_ID = re.compile(r"S[A-Z0-9]{5,}")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{5,}")
Answer = TypeVar("Answer")


class SlackDirectory(Protocol):
    """What is asked of Slack here: the part of `SlackPort` that says who and what there is."""

    def list_channels(self) -> list[ChannelFacts]: ...
    def channel_info(self, channel: str) -> ChannelFacts: ...
    def join(self, channel: str) -> None: ...
    def lookup_email(self, email: str) -> DirectoryPerson | None: ...
    def user_info(self, user: str) -> DirectoryPerson: ...
    def list_usergroups(self) -> list[GroupFacts]: ...


@dataclass(frozen=True)
class Named:
    """What a team file names, as it is written there."""

    emails: frozenset[str]
    user_ids: frozenset[str]
    groups: frozenset[str]
    channels: frozenset[str]


def named_by(policy: Policy, team: TeamFile) -> Named:
    """Every name that is used: the roles and people of the team, and the channels of the policy."""
    entries = {entry for members in team.roles.values() for entry in members} | set(team.people)
    entries |= {person.cover for person in team.people.values() if person.cover}
    groups = {entry for entry in entries if entry.startswith("@") or _GROUP_ID.fullmatch(entry)}
    emails = {entry for entry in entries - groups if "@" in entry}
    channels = {team.channels[key] for key in channels_used(policy) if key in team.channels}
    return Named(
        frozenset(emails), frozenset(entries - groups - emails), frozenset(groups), frozenset(channels)
    )


def is_channel_id(entry: str) -> bool:
    """Whether the team file gives a channel's id rather than its name."""
    return _CHANNEL_ID.fullmatch(entry) is not None


@dataclass
class Survey:
    """What Slack said. `unanswered` maps an entry of the team file to the code that came instead."""

    people: dict[str, DirectoryPerson] = field(default_factory=dict)
    groups: list[GroupFacts] | None = None
    channels: dict[str, ChannelFacts] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)


def sync_directory(
    database: Database,
    slack: SlackDirectory,
    policy: Policy,
    team: TeamFile,
    *,
    unknown_only: bool = False,
    join: bool = True,
    sleep: Callable[[float], None] = time.sleep,
) -> Survey:
    """Bring what is remembered up to date; never raises SlackError.

    `unknown_only` asks for nothing that was ever seen. `join` false looks only, for `doctor`.
    """
    named, theirs = named_by(policy, team), frozenset[str]()
    known = _known(database)
    if unknown_only:
        named = known.missing_from(named)
    else:
        # The event that tells of a departure may have been missed, and not every owner is in the team file.
        with database.read() as session:
            named = replace(
                named,
                user_ids=named.user_ids | absences.owners(session),
                emails=named.emails | accounts.emails_named(session),
            )
            theirs = accounts.channels_named(session)
    seen_at = database.machine_now()
    questions = _Questions(sleep)
    survey = questions.survey
    if named.channels:
        _ask_channels(questions, slack, named.channels, known, theirs, join=join)
    if named.groups:
        survey.groups = questions.ask("user groups", slack.list_usergroups)
    _ask_people(questions, slack, named, known, unknown_only=unknown_only)
    with database.write() as session:
        remember_people(session, list(survey.people.values()), seen_at)
        remember_channels(session, list(survey.channels.values()), seen_at)
        if survey.groups is not None:
            session.execute(delete(KnownGroup))
            session.add_all(
                KnownGroup(**asdict(group) | {"members": list(group.members), "seen_at": seen_at})
                for group in survey.groups
            )
    for entry, code in survey.unanswered.items():
        log.warning("%s could not be asked for (%s): its last known state stands", entry, code)
    return survey


@dataclass(frozen=True)
class _Known:
    """What was seen before: e-mail → id, people, group handles and ids, channel names and ids → id."""

    emails: dict[str, str]
    people: frozenset[str]
    groups: frozenset[str]
    channels: dict[str, str]

    def missing_from(self, named: Named) -> Named:
        return Named(
            emails=frozenset(entry for entry in named.emails if entry.lower() not in self.emails),
            user_ids=named.user_ids - self.people,
            groups=frozenset(entry for entry in named.groups if entry.removeprefix("@") not in self.groups),
            channels=frozenset(
                entry for entry in named.channels if entry.removeprefix("#") not in self.channels
            ),
        )


def _known(database: Database) -> _Known:
    with database.read() as session:
        people = session.execute(select(KnownPerson.user_id, KnownPerson.email)).all()
        groups = session.execute(select(KnownGroup.group_id, KnownGroup.handle)).all()
        channels = session.execute(
            select(KnownChannel.channel_id, KnownChannel.name).order_by(KnownChannel.seen_at)
        ).all()
    return _Known(
        emails={email.lower(): user_id for user_id, email in people if email},
        people=frozenset(user_id for user_id, _ in people),
        groups=frozenset(word for row in groups for word in row),
        channels={word: channel_id for channel_id, name in channels for word in (channel_id, name) if word},
    )


class _Questions:
    """Asks Slack one thing after the other, waits as it demands, and remembers what went unanswered."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self.survey = Survey()
        self._sleep, self._patience = sleep, PATIENCE

    def ask(self, entry: str, question: Callable[[], Answer]) -> Answer | None:
        """The answer; None where there was none, which `survey.unanswered` then tells."""
        for attempt in (1, 2, 3):
            try:
                return question()
            except SlackError as error:
                wait = error.retry_after if error.retry_after is not None else 0.5
                worth = error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT) and wait <= self._patience
                if not worth or attempt == 3:
                    self.survey.unanswered[entry] = error.code
                    return None
                self._patience -= wait
                self._sleep(wait)
        return None


def _ask_channels(
    questions: _Questions,
    slack: SlackDirectory,
    entries: Iterable[str],
    known: _Known,
    theirs: Collection[str],
    *,
    join: bool,
) -> None:
    """Those of the team; of those that accounts name (`theirs`), what the list shows besides: no more questions."""
    names = {entry.removeprefix("#"): entry for entry in entries if not is_channel_id(entry)}
    wanted = {entry: entry for entry in entries if is_channel_id(entry)}
    found: list[ChannelFacts] = []
    if names:
        listed = questions.ask("channels", slack.list_channels)
        by_name = {channel.name: channel for channel in listed or ()}
        found = [by_name[name] for name in names if name in by_name]
        found += [one for one in listed or () if one.name in theirs or one.channel_id in theirs]
        # The list leaves archived channels out: one that we knew by this name may be there still.
        wanted |= {
            known.channels[name]: entry
            for name, entry in names.items()
            if name not in by_name and name in known.channels
        }
    for channel_id, entry in wanted.items():
        facts = questions.ask(entry, lambda channel_id=channel_id: slack.channel_info(channel_id))  # type: ignore[misc]
        if facts is not None:
            found.append(facts)
    for facts in {one.channel_id: one for one in found}.values():
        if join and not (facts.member or facts.private or facts.archived or facts.shared):
            joined = questions.ask(f"#{facts.name}", lambda facts=facts: _join(slack, facts))  # type: ignore[misc]
            facts = joined or facts
        questions.survey.channels[facts.channel_id] = facts


def _join(slack: SlackDirectory, facts: ChannelFacts) -> ChannelFacts:
    slack.join(facts.channel_id)
    return replace(facts, member=True)


def _ask_people(
    questions: _Questions, slack: SlackDirectory, named: Named, known: _Known, *, unknown_only: bool
) -> None:
    survey = questions.survey
    ids = set(named.user_ids)
    for email in sorted(named.emails):
        person = questions.ask(email, lambda email=email: slack.lookup_email(email))  # type: ignore[misc]
        if person is not None:
            survey.people[person.user_id] = replace(person, email=person.email or email)
        elif email not in survey.unanswered and email.lower() in known.emails:
            ids.add(known.emails[email.lower()])  # who left is not found by e-mail any more
    wanted = {entry.removeprefix("@") for entry in named.groups}
    for group in survey.groups or ():
        if group.handle in wanted or group.group_id in wanted:
            ids |= set(group.members) - (known.people if unknown_only else frozenset())
    for user_id in sorted(ids - set(survey.people)):
        person = questions.ask(user_id, lambda user_id=user_id: slack.user_info(user_id))  # type: ignore[misc]
        if person is not None:
            survey.people[user_id] = person
