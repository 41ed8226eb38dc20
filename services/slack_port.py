"""What services need of Slack: the calls, plain facts in return, and the five ways in which Slack says no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from policy.roster import DirectoryPerson

Block = dict[str, Any]


class Refusal(StrEnum):
    """What to do about an error. Nothing of a call happened unless it is `IN_DOUBT`."""

    AGAIN = "again"
    """not now: a rate limit, or Slack could not be reached; `retry_after` says when, if Slack did"""
    NEVER = "never"
    """this call will always be refused: archived, not a member, nobody there"""
    SIMPLIFY = "simplify"
    """the content is refused: say it in plain text"""
    PAUSE = "pause"
    """the workspace refuses everything: a revoked token, a missing scope"""
    IN_DOUBT = "in_doubt"
    """no answer, or one that does not tell whether it happened"""


class SlackError(Exception):
    """Slack did not do it. `code` is Slack's own word, or ours for what the network did.

    `retry_after` is in seconds, None where Slack named none.
    """

    def __init__(self, kind: Refusal, code: str, retry_after: float | None = None) -> None:
        super().__init__(f"{kind.value}: {code}")
        self.kind = kind
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True)
class Identity:
    """Who we are in Slack. `scopes` are those that the token carries, empty where Slack did not say."""

    team_id: str
    team_name: str
    url: str
    bot_user_id: str
    bot_id: str | None
    enterprise_id: str | None
    scopes: frozenset[str]


@dataclass(frozen=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


@dataclass(frozen=True)
class MessageSeen:
    """A message as Slack shows it. `user` is who wrote it, None for a program; `thread_ts` the message that heads its
    thread."""

    ts: str
    thread_ts: str | None
    user: str | None
    text: str


@dataclass(frozen=True)
class ChannelFacts:
    """A channel. `shared` is true where another company reads it, or was invited to. Row X8."""

    channel_id: str
    name: str | None
    private: bool
    shared: bool
    member: bool
    archived: bool


@dataclass(frozen=True)
class NamedChannel:
    """A channel that was made, or found by its name: whether it was us who made it, and when (in unix seconds)."""

    facts: ChannelFacts
    ours: bool
    made_at: float


@dataclass(frozen=True)
class GroupFacts:
    """A user group and its people, in Slack's order."""

    group_id: str
    handle: str
    members: tuple[str, ...]


class SlackPort(Protocol):
    """The calls. Each is one request unless it says *pages*; each raises SlackError and nothing else.

    No call repeats itself: whether to try again is for the caller, who knows what is harmless.
    """

    def auth_test(self) -> Identity:
        """Who we are, and whether the token works."""

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        thread_ts: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Posted:
        """Say something. `metadata` is `{"event_type", "event_payload"}`. Nothing is unfurled."""

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None:
        """Make a message read anew; its metadata stays. No blocks means text alone."""

    def find_post(
        self, channel: str, op_id: str, *, oldest: str | None, thread_ts: str | None = None
    ) -> str | None:
        """Pages: the ts of our own message that carries `op_id`, later than `oldest`; None: not there."""

    def read_message(self, channel: str, ts: str) -> MessageSeen | None:
        """One message, in a thread or not; None where it is gone."""

    def open_dm(self, user: str) -> str:
        """The channel id of the conversation with a person."""

    def channel_info(self, channel: str) -> ChannelFacts:
        """One channel as it is now."""

    def list_channels(self) -> list[ChannelFacts]:
        """Pages: every channel we can see that is not archived."""

    def join(self, channel: str) -> None:
        """Join a public channel; having joined before is fine."""

    def create_channel(self, name: str, *, private: bool) -> NamedChannel:
        """Make a channel with us in it; `name_taken` where there is one of that name."""

    def find_channel(self, name: str) -> NamedChannel | None:
        """Pages: the channel of that name, None where there is none that we can see in use."""

    def invite(self, channel: str, user: str) -> None:
        """Bring a person in; who is in already is fine."""

    def set_topic(self, channel: str, topic: str) -> None:
        """Say at the top what a channel is about, in 250 characters at most."""

    def pin(self, channel: str, ts: str) -> None:
        """Pin a message; having pinned it before is fine."""

    def add_bookmark(self, channel: str, title: str, link: str) -> None:
        """Put a link at the top of a channel. Twice makes two."""

    def create_canvas(self, title: str) -> str:
        """Make an empty canvas that nobody reads but us; its id. Twice makes two."""

    def write_canvas(self, canvas: str, markdown: str) -> None:
        """Make a canvas say this and nothing else."""

    def share_canvas(self, canvas: str, channel: str) -> None:
        """Let the members of a channel read a canvas, and not write in it."""

    def delete_canvas(self, canvas: str) -> None:
        """Take a canvas away from everybody; having done so before is fine."""

    def archive(self, channel: str) -> None:
        """Close a channel; having closed it before is fine."""

    def user_info(self, user: str) -> DirectoryPerson:
        """One person as they are now."""

    def lookup_email(self, email: str) -> DirectoryPerson | None:
        """The person with that address, None where there is none."""

    def list_users(self) -> list[DirectoryPerson]:
        """Pages: everybody, people from outside and those who left included."""

    def list_usergroups(self) -> list[GroupFacts]:
        """Every enabled user group with its people."""

    def views_open(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Show a form; the view's id. Waits for two seconds at most: the trigger lives for three."""

    def views_update(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Change a form that is open. Waits for two seconds at most."""

    def views_publish(self, user: str, view: Mapping[str, Any]) -> None:
        """Set somebody's App Home."""

    def permalink(self, channel: str, ts: str) -> str:
        """The address of a message."""
