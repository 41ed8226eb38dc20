"""The tracking document as a canvas: claimed with the channel that reads it, and taken away. Rows M8, X8, X17, X21."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.canvas import Canvas, CanvasStep, canvas_lane
from models.escalation import Escalation
from models.outbox import Lane, new_lane_row
from models.own_channel import is_own
from models.queries.insert_once import insert_once
from services.office import Rules

ERASED = "erased"
ELSEWHERE = "elsewhere"
"""The escalation has left the channel that read it."""


def want_canvas(session: Session, escalation: Escalation, rules: Rules) -> None:
    """Claim it for the channel that the escalation lives in, where the policy wants one; delivery makes it, once."""
    policy = rules.policy.own_channel
    if policy is None or not policy.canvas or not is_own(escalation.home_channel):
        return
    lane = canvas_lane(escalation.id, private=escalation.restricted)
    insert_once(session, Lane, new_lane_row(lane))
    row = {
        "escalation_id": escalation.id,
        "private": escalation.restricted,
        "lane": lane,
        "step": CanvasStep.MAKE,
        "wanted": 1,
        "shown": 0,
        "plain": False,
        "attempts": 0,
        "not_before": 0.0,
    }
    insert_once(session, Canvas, row)


def take_canvases_away(session: Session, escalation_ids: Collection[int], why: str) -> None:
    """These are deleted as soon as Slack takes it, whatever was refused before."""
    session.execute(
        update(Canvas)
        .where(
            Canvas.escalation_id.in_(escalation_ids), Canvas.step != CanvasStep.GONE, Canvas.over.is_(None)
        )
        .values(over=why, error=None, attempts=0, not_before=0.0)
    )
