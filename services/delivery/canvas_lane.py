"""What a canvas needs next, and what came of it: made empty, filled, shared with one channel, linked there, kept true.

It is made empty and under its reference alone: should Slack's answer be lost, the canvas that nobody knows of holds
nothing and is read by nobody. It is shared after it reads right. Whoever reads the channel reads it, and only Heard
writes in it, so it may be written anew as a whole. Before anything is written or shared we must have seen that nobody
outside reads the channel (row X8); else it is deleted.
"""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from models.canvas import Canvas, CanvasStep
from models.directory import KnownChannel
from models.queries.canvases import OpenCanvas, locked_canvas
from services.delivery.desk import Pace
from services.delivery.directory import remember_channels
from services.delivery.jobs import Answer, CanvasAct, Canvassing
from services.documents.canvases import ELSEWHERE
from services.slack_port import ChannelFacts

log = logging.getLogger(__name__)

SHARED = "shared_channel"

_ACTS = {
    CanvasStep.MAKE: CanvasAct.MAKE,
    CanvasStep.FILL: CanvasAct.WRITE,
    CanvasStep.SHARE: CanvasAct.SHARE,
    CanvasStep.LINK: CanvasAct.LINK,
    CanvasStep.KEEP: CanvasAct.WRITE,
    CanvasStep.GONE: CanvasAct.DELETE,
}
_AFTER = {
    CanvasStep.MAKE: CanvasStep.FILL,
    CanvasStep.FILL: CanvasStep.SHARE,
    CanvasStep.SHARE: CanvasStep.LINK,
    CanvasStep.LINK: CanvasStep.KEEP,
}


def next_act(
    session: Session, canvas: OpenCanvas, known: KnownChannel | None, *, t: float, pace: Pace
) -> CanvasAct | None:
    """What to do to it now; None where that is done without Slack, in this transaction."""
    over = canvas.over
    if over is None and canvas.reader is None:
        over = ELSEWHERE
    if over is None and known is not None and known.shared:
        over = SHARED
    if over is None:
        if known is None or known.seen_at < t - pace.channel_fresh:
            return CanvasAct.LOOK_UP
        return _ACTS[canvas.step]
    row = session.get_one(Canvas, canvas.row_id)
    row.over = over
    if canvas.canvas_id is not None:
        return CanvasAct.DELETE
    row.step = CanvasStep.GONE
    return None


def canvas_done(session: Session, answer: Answer, seen_at: float, t: float, pace: Pace) -> None:
    """It went well: write it down."""
    job, value = answer.job, answer.value
    assert isinstance(job, Canvassing)
    if job.act is CanvasAct.LOOK_UP:
        assert isinstance(value, ChannelFacts)
        remember_channels(session, [value], seen_at)
        return
    row = locked_canvas(session, job.row_id)
    row.attempts = 0
    if job.act is CanvasAct.MAKE:
        if row.canvas_id is not None:
            log.warning("canvas %s was made and is not needed: it is empty, and nobody reads it", value)
            return
        row.canvas_id = str(value)
    if job.act is CanvasAct.WRITE:
        row.shown = max(row.shown, job.wanted)
        row.not_before = t + pace.between_canvas_edits if row.step is CanvasStep.KEEP else 0.0
    if job.act is CanvasAct.DELETE:
        row.step = CanvasStep.GONE
    elif _ACTS[row.step] is job.act:
        row.step = _AFTER.get(row.step, row.step)
