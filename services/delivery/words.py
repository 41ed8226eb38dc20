"""Wording what was just claimed, in one look at the record: after the claim's commit, before any call."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.canvas import Canvas
from models.outbox import Audience, MessageState, OutboxMessage, Surface
from models.own_channel import ChannelTask, TaskKind
from models.queries.escalations import without_address
from models.queries.lanes import the_workspace
from models.queries.outbox import surfaces_of
from models.queries.read_ahead import for_wording
from services.channels.message_address import canvas_address, permalink
from services.delivery.desk import Desk
from services.delivery.jobs import Answer, CanvasAct, Canvassing, Edit, Job, Post, Task
from services.delivery.wording_port import Row, Worded
from services.slack_port import Refusal, SlackError

log = logging.getLogger(__name__)

WORDED = frozenset({TaskKind.TOPIC, TaskKind.BOOKMARK})
"""Tasks that put words at the top of a channel."""

WORDED_ACTS = frozenset({CanvasAct.MAKE, CanvasAct.WRITE, CanvasAct.LINK})
"""Acts that give a canvas its title, its text or a link to it."""

WORDING_FAILED = "wording_failed"
NOT_OURS = "not_ours"
"""Between the claim and the wording somebody else took the lane: leave it to them."""
MISMATCH = "internal_words_for_a_customer"


def word_all(desk: Desk, jobs: Sequence[Job]) -> tuple[list[Job], list[Answer]]:
    """The jobs with their words, and answers for those that cannot be worded: they starve nobody."""
    posts = {job.message_id: job for job in jobs if isinstance(job, Post)}
    edits = {job.surface_id: job for job in jobs if isinstance(job, Edit)}
    tasks = [job for job in jobs if isinstance(job, Task) and job.kind in WORDED]
    canvases = [job for job in jobs if isinstance(job, Canvassing) and job.act in WORDED_ACTS]
    ready: list[Job] = [
        job for job in jobs if not isinstance(job, Post | Edit) and job not in tasks and job not in canvases
    ]
    failed: list[Answer] = []
    if not (posts or edits or tasks or canvases):
        return ready, failed
    with desk.database.read() as session:
        for task in tasks:
            said = _word(desk, session, session.get_one(ChannelTask, task.task_id))
            if said is None:
                failed.append(_failed(task, WORDING_FAILED, Refusal.AGAIN))
            else:
                ready.append(replace(task, words=said, link=_address(session, task)))
        for canvas in canvases:
            said = _word(desk, session, session.get_one(Canvas, canvas.row_id))
            if said is None:
                failed.append(_failed(canvas, WORDING_FAILED, Refusal.AGAIN))
            else:
                ready.append(replace(canvas, words=said, link=_address_of(session, canvas)))
        found: list[tuple[Post | Edit, OutboxMessage | Surface]] = []
        for message in session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(list(posts)))):
            post = posts.pop(message.id)
            if message.state is MessageState.SENDING and message.fence == post.hold.fence:
                found.append((post, message))
            else:
                failed.append(_failed(post, NOT_OURS, Refusal.AGAIN))
        for surface in session.scalars(select(Surface).where(Surface.id.in_(list(edits)))):
            found.append((edits[surface.id], surface))
        homeless = without_address(
            session,
            {
                row.escalation_id
                for _, row in found
                if isinstance(row, OutboxMessage) and row.escalation_id and row.thread_of is None
            },
        )
        editable = surfaces_of(session, [row.id for _, row in found if isinstance(row, OutboxMessage)])
        for_wording(session, [row for _, row in found])
        for job, row in found:
            words = _word(desk, session, row)
            if words is None:
                failed.append(_failed(job, WORDING_FAILED, Refusal.AGAIN))
            elif words.audience is Audience.INTERNAL and job.audience is not Audience.INTERNAL:
                failed.append(_failed(job, MISMATCH, Refusal.NEVER))
            elif isinstance(job, Post):
                unlinked = row.escalation_id in homeless
                ready.append(replace(job, words=words, shows=_shown_by(row, editable), unlinked=unlinked))
            elif isinstance(row, Surface):
                ready.append(replace(job, words=words, rendered=row.wanted))
    return ready, failed


def _address(session: Session, task: Task) -> str | None:
    """Where the message that a task is about stands."""
    workspace = the_workspace(session)
    if workspace is None or task.ts is None:
        return None
    return permalink(workspace.url, task.channel, task.ts)


def _address_of(session: Session, canvas: Canvassing) -> str | None:
    workspace = the_workspace(session)
    if workspace is None or canvas.canvas_id is None:
        return None
    return canvas_address(workspace.url, workspace.team_id, canvas.canvas_id)


def _word(desk: Desk, session: Session, row: Row) -> Worded | None:
    try:
        return desk.word(session, row)
    except Exception:  # one message that cannot be worded must not hold up the others
        what = row.template if isinstance(row, OutboxMessage | Surface) else row.lane
        log.exception("%s %s cannot be worded (%s)", type(row).__name__, row.id, what)
        return None


def _shown_by(row: OutboxMessage | Surface, editable: dict[int, Surface]) -> int | None:
    """The version that the first posting shows already: none, where it reads otherwise than its surface."""
    surface = editable.get(row.id)
    if surface is None or row.context is not None or row.template != surface.template:
        return None
    return surface.wanted


def _failed(job: Post | Edit | Task | Canvassing, code: str, kind: Refusal) -> Answer:
    moment = time.monotonic()
    return Answer(job, moment, moment, error=SlackError(kind, code))
