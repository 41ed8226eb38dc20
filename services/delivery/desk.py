"""What delivery works with: the database, Slack, the words, and how fast it may go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from models.database import Database
from models.outbox import Priority
from services.delivery.wording_port import Word
from services.slack_port import SlackPort

OPS_KEY = "ops:"
"""How the keys of reports to `ops` begin: a report is never made about a report."""

PER_MINUTE: Mapping[str, int] = MappingProxyType(
    {
        "chat.postMessage": 300,
        "chat.update": 50,
        "bookmarks.add": 20,
        "canvases.access.set": 50,
        "canvases.create": 20,
        "canvases.delete": 50,
        "canvases.edit": 50,
        "conversations.archive": 20,
        "conversations.create": 20,
        "conversations.history": 50,
        "conversations.info": 50,
        "conversations.invite": 50,
        "conversations.join": 50,
        "conversations.list": 20,
        "conversations.open": 50,
        "conversations.setTopic": 20,
        "pins.add": 20,
        "users.info": 100,
    }
)
"""What a workspace allows an app of each method, calls a minute."""


@dataclass(frozen=True)
class Pace:
    """How fast, how fresh, how patient. Seconds of machine time, unless it says otherwise."""

    between_posts: float = 1.0
    """from Slack's answer to the next message of the channel"""
    between_edits: float = 3.0
    """from one edit of a surface to the next"""
    between_canvas_edits: float = 10.0
    """from one edit of a document's canvas to the next"""
    doubt: float = 10.0
    """beyond the HTTP timeout, until history is asked whether a message arrived"""
    channel_fresh: float = 60.0
    """how long a channel is believed to be ours alone"""
    person_fresh: float = 600.0
    """how long a person is believed to be one of us"""
    probe_every: float = 30.0
    """while the workspace refuses everything"""
    limited_window: float = 30.0
    """a 429 of another channel within this time pauses the method"""
    first_wait: float = 2.0
    """after a failure; doubled by each further one"""
    longest_wait: float = 300.0
    attempts: int = 40
    """until a message is given up: some three hours"""
    making_attempts: int = 5
    """to make a channel, until the home channel has to do: half a minute"""
    making_patience: float = 30.0
    """how long Slack may ask us to wait before it makes one, likewise"""
    urgent_attempts: int = 300
    """likewise for `Priority.URGENT`: a day"""
    per_minute: Mapping[str, int] = field(default_factory=lambda: PER_MINUTE)
    """calls a minute of each method; one that is not named here is unlimited"""

    def wait_after(self, attempts: int) -> float:
        """How long to wait after so many attempts."""
        return min(self.longest_wait, self.first_wait * 2.0 ** min(max(attempts - 1, 0), 20))

    def attempts_for(self, priority: int) -> int:
        """How often a message of this priority is tried."""
        return self.urgent_attempts if priority <= Priority.URGENT else self.attempts


@dataclass(frozen=True)
class OpsReport:
    """Something that `ops` should know of delivery. `key` makes it once a cause and day.

    `what` is `given_up`, `moved`, `simplified`, `edit_failed`, `wording_failed`, `channel_lost` or `left_out`;
    `error` is Slack's code or ours.
    """

    key: str
    what: str
    lane: str
    error: str
    message_key: str
    escalation_id: int | None
    next_lane: str | None = None


TellOps = Callable[[Session, OpsReport, datetime], None]
"""Writes a message to `ops` with the report's key, in the deciding session; the time is business now."""


@dataclass(frozen=True)
class Desk:
    """Everything that delivery needs. `holder` names this process among others; `now` is business time."""

    database: Database
    slack: SlackPort
    word: Word
    tell_ops: TellOps
    now: Callable[[], datetime]
    holder: str
    http_timeout: float = 10.0
    pace: Pace = field(default_factory=Pace)

    @property
    def lease(self) -> float:
        """How long a lane is ours: three times what a call may take."""
        return 3 * self.http_timeout

    @property
    def doubt_after(self) -> float:
        """How long after a message was handed over history is asked for it."""
        return self.http_timeout + self.pace.doubt


@dataclass
class DeliveryReport:
    """What one pass did, in messages."""

    sent: int = 0
    edited: int = 0
    found: int = 0
    """in doubt, and there"""
    not_found: int = 0
    """in doubt, and not there: sent again"""
    again: int = 0
    moved: int = 0
    given_up: int = 0
    dropped: int = 0
    paused: bool = False
