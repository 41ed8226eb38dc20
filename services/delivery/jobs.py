"""What a held lane is to do: each job is one call to Slack, and what came of it is its answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.outbox import Audience
from models.own_channel import TaskKind
from policy.roster import DirectoryPerson
from services.delivery.destination import Step
from services.delivery.wording_port import Worded
from services.slack_port import ChannelFacts, Identity, NamedChannel, Posted, SlackError


@dataclass(frozen=True)
class Hold:
    """A lane that is ours until its lease ends; `taken_at` is on this process's monotonic clock."""

    lane: str
    fence: int
    taken_at: float


@dataclass(frozen=True)
class Post:
    """Say a message. Its row says *sending*; `shows` is the surface version that its words show, if any.

    `unlinked`: its escalation's card had no address yet when it was worded.
    """

    hold: Hold
    message_id: int
    channel: str
    thread_ts: str | None
    op_id: str
    audience: Audience
    plain: bool
    words: Worded | None = None
    shows: int | None = None
    unlinked: bool = False


@dataclass(frozen=True)
class Edit:
    """Make a message read as the record stands; `rendered` is the version that its words show."""

    hold: Hold
    surface_id: int
    channel: str
    ts: str
    audience: Audience
    words: Worded | None = None
    rendered: int = 0


@dataclass(frozen=True)
class Search:
    """Ask history whether a message arrived. `sent_with`: the fencing number that it was handed over with."""

    hold: Hold
    message_id: int
    sent_with: int | None
    channel: str
    op_id: str
    oldest: str
    thread_ts: str | None


@dataclass(frozen=True)
class Errand:
    """What a destination needs before its message may go, or be edited: `what` names the step.

    `target` is a channel or a person; `message_id` the message that waits for it, None for a surface.
    """

    hold: Hold
    what: Step
    target: str
    message_id: int | None
    surface_id: int | None = None


@dataclass(frozen=True)
class Task:
    """Something to do to an escalation's own channel besides talking: one call.

    `ts` is of the message it is about, where it is about one; `link` its address. `wanted` counts what was wished.
    """

    hold: Hold
    task_id: int
    kind: TaskKind
    target: str
    channel: str
    wanted: int
    ts: str | None = None
    link: str | None = None
    words: Worded | None = None


class CanvasAct(StrEnum):
    """One call about a document's canvas."""

    LOOK_UP = "look_up"
    """who reads its channel"""
    MAKE = "make"
    WRITE = "write"
    SHARE = "share"
    LINK = "link"
    DELETE = "delete"


@dataclass(frozen=True)
class Canvassing:
    """Something to do to a document's canvas. `channel` is whose members read it; `wanted` the version that is written.

    `link` is the canvas's address. `plain`: without formatting, which was refused.
    """

    hold: Hold
    row_id: int
    act: CanvasAct
    channel: str
    canvas_id: str | None
    wanted: int
    plain: bool
    words: Worded | None = None
    link: str | None = None


@dataclass(frozen=True)
class Forbidden:
    """No call at all: what we know of the destination forbids it, and `code` says why."""

    hold: Hold
    code: str
    message_id: int | None
    surface_id: int | None = None


@dataclass(frozen=True)
class ListChannels:
    """Look at every channel at once: many were last seen too long ago. Holds no lane."""


@dataclass(frozen=True)
class Probe:
    """Ask whether the workspace takes our token again. Holds no lane."""


Job = Post | Edit | Search | Errand | Task | Canvassing | Forbidden | ListChannels | Probe
Value = (
    Posted | ChannelFacts | NamedChannel | DirectoryPerson | Identity | list[ChannelFacts] | str | bool | None
)


@dataclass(frozen=True)
class Answer:
    """What came of a job. `started` and `at` are on the monotonic clock, before the call and after it.

    `error` None means it happened.
    """

    job: Job
    started: float
    at: float
    value: Value = None
    error: SlackError | None = None
