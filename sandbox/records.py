"""What a Slack workspace remembers: users, channels, messages, views."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass
class Team:
    """A workspace: ours, or that of a company a channel is shared with."""

    id: str
    name: str

    @property
    def domain(self) -> str:
        """The name as it stands in an address."""
        return "".join(letter for letter in self.name.lower() if letter.isalnum()) or "team"


@dataclass
class User:
    """A person or a bot. ``tz`` is an IANA zone; ``dnd`` is a start and an end in Unix seconds."""

    id: str
    name: str
    team: Team
    email: str = ""
    real_name: str = ""
    title: str = ""
    tz: str = "America/New_York"
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_admin: bool = False
    updated: int = 0
    dnd: tuple[int, int] | None = None

    @property
    def is_guest(self) -> bool:
        """Whether this is a guest, of one channel or of several."""
        return self.is_restricted or self.is_ultra_restricted


@dataclass
class Usergroup:
    """A user group: a handle that stands for people."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass
class Message:
    """A message. ``hidden_until`` is on the machine's monotonic clock, for a history that lags."""

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    reply_broadcast: bool = False
    subtype: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    ephemeral_to: str | None = None
    is_app: bool = False
    username: str | None = None
    files: list[Json] = field(default_factory=list)
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    replies: list[Message] = field(default_factory=list, repr=False)
    hidden_until: float = 0.0
    shown_at: datetime | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class File:
    """A file: first an address to upload to, then its content, then shared in a channel."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    shared: bool = False


@dataclass
class Bookmark:
    """A link at the top of a channel."""

    id: str
    title: str
    link: str
    emoji: str
    created: int
    updated: int = 0


@dataclass
class Canvas:
    """A document of the app's; ``channels`` and ``users`` map ids to the level of access: read, write or owner."""

    id: str
    title: str
    markdown: str
    channels: dict[str, str] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)


@dataclass
class Channel:
    """A conversation: public, private, or a direct message of the bot and one person.

    ``messages`` are in the order of their ts, replies among them.

    ``shared_with`` is the other company of a Slack Connect channel; ``pending_with`` one that is invited.
    """

    id: str
    name: str
    is_private: bool = False
    im_user: str | None = None
    members: list[str] = field(default_factory=list)
    creator: str = ""
    created: int = 0
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    is_general: bool = False
    is_org_shared: bool = False
    shared_with: Team | None = None
    pending_with: Team | None = None
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    previous_names: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        """Whether it is a direct message."""
        return self.im_user is not None

    @property
    def kind(self) -> str:
        """The family that its scopes and events are named after: channels, groups or im."""
        if self.is_im:
            return "im"
        return "groups" if self.is_private else "channels"

    @property
    def type(self) -> str:
        """As events name it: channel, group or im."""
        return {"im": "im", "groups": "group", "channels": "channel"}[self.kind]

    def message(self, ts: str) -> Message | None:
        """The message with that ts, whoever can see it."""
        at = bisect_left(self.messages, ts, key=lambda message: message.ts)
        found = self.messages[at] if at < len(self.messages) else None
        return found if found and found.ts == ts else None

    def replies(self, ts: str) -> list[Message]:
        """The replies below a message, oldest first."""
        parent = self.message(ts)
        return [reply for reply in parent.replies if reply.ephemeral_to is None] if parent else []


@dataclass
class View:
    """A modal or an App Home as it stands on someone's screen. ``values`` is what they typed so far."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    external_id: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    notice: str = ""
