"""What to do when Slack did not do something to a document's canvas: later, otherwise, or leave it out."""

from __future__ import annotations

import logging
import time

from sqlalchemy.orm import Session

from models.canvas import Canvas, CanvasStep
from models.queries.canvases import locked_canvas
from models.queries.escalations import locked
from models.queries.lanes import machine_time
from services.delivery import buckets, giving_up
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.jobs import Answer, CanvasAct, Canvassing
from services.delivery.methods import method_of
from services.delivery.own_lane import OF_THE_METHOD
from services.delivery.pause import pause
from services.delivery.settle import free, release
from services.slack_port import Refusal, SlackError

log = logging.getLogger(__name__)

UNAVAILABLE = frozenset(
    {
        "canvas_creation_failed",
        "canvas_disabled_user_team",
        "canvas_tab_creation_failed",
        "free_teams_cannot_create_non_tabbed_canvases",
        "free_teams_cannot_edit_standalone_canvases",
        "restricted_action",
        "team_tier_cannot_create_channel_canvases",
    }
)
"""The workspace has no canvases for us: the document is read by `/escalate document`, and nothing is amiss."""

_FORMATTING = "canvas_editing_failed"


def refused_canvas(
    desk: Desk, session: Session, answer: Answer, error: SlackError, report: DeliveryReport
) -> None:
    """It did not go well: later, otherwise, or never. Only what is said to our token itself makes everything wait."""
    job = answer.job
    assert isinstance(job, Canvassing)
    locked(session, session.get_one(Canvas, job.row_id).escalation_id)
    row = locked_canvas(session, job.row_id)
    t = machine_time(session)
    free(session, [release(job.hold)])
    if error.kind is Refusal.PAUSE and error.code not in OF_THE_METHOD:
        pause(session, error.code, t, desk.pace)
        report.paused = True
    elif error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT) and row.attempts + 1 < desk.pace.attempts:
        row.attempts += 1
        wait = desk.pace.wait_after(row.attempts) if error.retry_after is None else error.retry_after
        row.not_before = t - (time.monotonic() - answer.at) + wait
        if error.retry_after is not None:
            buckets.limited(session, method_of(job), job.hold.lane, error.retry_after, t=t, pace=desk.pace)
    elif job.act is CanvasAct.LOOK_UP:
        row.over = error.code  # we cannot see the channel any more: whoever is in it must not read on
    elif job.act is CanvasAct.LINK:
        row.step = CanvasStep.KEEP  # it is read without a bookmark, too
    elif error.code == _FORMATTING and not row.plain:
        row.plain = True
    else:
        row.error = error.code
        if error.code not in UNAVAILABLE or job.act is not CanvasAct.MAKE:
            giving_up.leave_out_canvas(session, desk, row, job.act, error.code)
        else:
            log.info("there is no canvas for escalation %s: %s", row.escalation_id, error.code)
