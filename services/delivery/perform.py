"""Doing one job: the call to Slack, with no database at hand."""

from __future__ import annotations

import logging
import time

from models.own_channel import TaskKind
from services.delivery.desk import Desk
from services.delivery.destination import Step
from services.delivery.jobs import (
    Answer,
    CanvasAct,
    Canvassing,
    Edit,
    Errand,
    Forbidden,
    Job,
    ListChannels,
    Post,
    Probe,
    Search,
    Task,
    Value,
)
from services.slack_port import Refusal, SlackError, SlackPort

log = logging.getLogger(__name__)

EVENT_TYPE = "heard_message"
"""The `event_type` of the metadata by which we know our own messages again."""

TOO_LATE = "lease_over"
"""So long after the claim that a call might outlive the lease: Slack was not asked."""

TOPIC = 250
"""Characters of a channel's topic in Slack."""

NOT_DELETED = frozenset({"canvas_deleting_disabled", "restricted_action"})
"""Said where the workspace lets nobody delete a canvas."""

BLANK = "–"
"""What is left of a canvas that cannot be deleted."""

PLAIN = 3900
"""Characters of a message in plain text: Slack advises 4,000 at most."""


def perform(desk: Desk, job: Job) -> Answer:
    """Call Slack for this job, unless its lease could end before the call does. Never raises."""
    started = time.monotonic()
    hold = getattr(job, "hold", None)
    if hold is not None and started > hold.taken_at + desk.lease - desk.http_timeout:
        return Answer(job, started, started, error=SlackError(Refusal.AGAIN, TOO_LATE))
    try:
        value = _call(desk.slack, job)
    except SlackError as error:
        return Answer(job, started, time.monotonic(), error=error)
    except Exception:  # the outermost door of this thread; whether it happened is for the search to find out
        log.exception("%s failed in a way that nobody foresaw", type(job).__name__)
        return Answer(job, started, time.monotonic(), error=SlackError(Refusal.IN_DOUBT, "unforeseen"))
    return Answer(job, started, time.monotonic(), value)


def _call(slack: SlackPort, job: Job) -> Value:
    match job:
        case Post():
            return _post(slack, job)
        case Edit():
            return _edit(slack, job)
        case Search():
            return slack.find_post(job.channel, job.op_id, oldest=job.oldest, thread_ts=job.thread_ts)
        case Errand():
            return _errand(slack, job)
        case Task():
            return _task(slack, job)
        case Canvassing():
            return _canvas(slack, job)
        case Forbidden():
            raise SlackError(Refusal.NEVER, job.code)
        case ListChannels():
            return slack.list_channels()
        case Probe():
            return slack.auth_test()


def _post(slack: SlackPort, job: Post) -> Value:
    assert job.words is not None, "a message leaves only with its words"
    return slack.post(
        job.channel,
        plain(job.words.text) if job.plain else job.words.text,
        [] if job.plain else job.words.blocks,
        thread_ts=job.thread_ts,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"op_id": job.op_id}},
    )


def _edit(slack: SlackPort, job: Edit) -> Value:
    """True where Slack took it only as plain text."""
    assert job.words is not None, "a message is edited only with its words"
    try:
        slack.update(job.channel, job.ts, job.words.text, job.words.blocks)
    except SlackError as error:
        if error.kind is not Refusal.SIMPLIFY:
            raise
        slack.update(job.channel, job.ts, plain(job.words.text), [])
        return True
    return False


def _errand(slack: SlackPort, job: Errand) -> Value:
    match job.what:
        case Step.LOOK_UP_CHANNEL:
            return slack.channel_info(job.target)
        case Step.LOOK_UP_PERSON:
            return slack.user_info(job.target)
        case Step.OPEN_DM:
            return slack.open_dm(job.target)
        case Step.MAKE_CHANNEL | Step.MAKE_PRIVATE_CHANNEL:
            return slack.create_channel(job.target, private=job.what is Step.MAKE_PRIVATE_CHANNEL)
        case Step.FIND_CHANNEL:
            return slack.find_channel(job.target)
        case _:
            slack.join(job.target)
            return True


def _task(slack: SlackPort, job: Task) -> Value:
    match job.kind:
        case TaskKind.INVITE:
            slack.invite(job.channel, job.target)
        case TaskKind.PIN:
            slack.pin(job.channel, job.ts or "")
        case TaskKind.TOPIC:
            slack.set_topic(job.channel, _words(job))
        case TaskKind.BOOKMARK:
            slack.add_bookmark(job.channel, _words(job), job.link or "")
        case TaskKind.ARCHIVE:
            slack.archive(job.channel)
    return True


def _canvas(slack: SlackPort, job: Canvassing) -> Value:
    canvas_id = job.canvas_id or ""
    match job.act:
        case CanvasAct.LOOK_UP:
            return slack.channel_info(job.channel)
        case CanvasAct.MAKE:
            return slack.create_canvas(_title(job))
        case CanvasAct.WRITE:
            assert job.words is not None, "a canvas is written only with its words"
            slack.write_canvas(canvas_id, job.words.text)
        case CanvasAct.SHARE:
            slack.share_canvas(canvas_id, job.channel)
        case CanvasAct.LINK:
            slack.add_bookmark(job.channel, _title(job), job.link or "")
        case CanvasAct.DELETE:
            _delete_canvas(slack, canvas_id)
    return True


def _delete_canvas(slack: SlackPort, canvas_id: str) -> None:
    """Where Slack deletes none, it says nothing any more."""
    try:
        slack.delete_canvas(canvas_id)
    except SlackError as error:
        if error.code not in NOT_DELETED:
            raise
        slack.write_canvas(canvas_id, BLANK)


def _title(job: Canvassing) -> str:
    assert job.words is not None, "a title is set only with its words"
    return job.words.text[:TOPIC]


def _words(job: Task) -> str:
    assert job.words is not None, "a topic or a title is set only with its words"
    return job.words.text[:TOPIC]


def plain(text: str) -> str:
    """The text alone, short enough for any message."""
    return text if len(text) <= PLAIN else text[: PLAIN - 1] + "…"
