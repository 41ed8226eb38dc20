"""Finding canvases that are to be made, edited, shared or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Float, Integer, and_, bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session

from models.canvas import Canvas, CanvasStep
from models.outbox import Lane
from models.own_channel import OwnChannel, OwnState
from models.queries.outbox import FreeLane


@dataclass(frozen=True)
class OpenCanvas:
    """One that something is to be done to. `reader` is the channel whose members read it; None: it has left that."""

    free: FreeLane
    row_id: int
    escalation_id: int
    canvas_id: str | None
    step: CanvasStep
    wanted: int
    shown: int
    over: str | None
    reader: str | None
    plain: bool


_T = bindparam("t", type_=Float())
_ELSEWHERE = or_(OwnChannel.private != Canvas.private, OwnChannel.state == OwnState.LOST)
"""The escalation has left the channel that reads it."""
_TO_DO = and_(
    # Word for word as the index has it: what is kept and reads right is not looked at.
    Canvas.error.is_(None),
    Canvas.step != literal_column(f"'{CanvasStep.GONE.value}'"),
    or_(
        Canvas.step != literal_column(f"'{CanvasStep.KEEP.value}'"),
        Canvas.wanted > Canvas.shown,
        Canvas.over.is_not(None),
    ),
    or_(Canvas.over.is_not(None), _ELSEWHERE, OwnChannel.channel_id.is_not(None)),
)
_OPEN = (
    select(
        Lane.lane,
        Lane.fence,
        Canvas.id,
        Canvas.escalation_id,
        Canvas.canvas_id,
        Canvas.step,
        Canvas.wanted,
        Canvas.shown,
        Canvas.over,
        OwnChannel.channel_id,
        _ELSEWHERE.label("elsewhere"),
        Canvas.plain,
    )
    .join(Lane, Lane.lane == Canvas.lane)
    .join(OwnChannel, OwnChannel.escalation_id == Canvas.escalation_id)
    .where(_TO_DO, Canvas.not_before <= _T, Lane.lease_until <= _T)
    .order_by(Canvas.not_before, Canvas.id)
    .limit(bindparam("limit", type_=Integer()))
    .with_for_update(of=Lane, skip_locked=True)
)


def open_canvases(session: Session, t: float, limit: int) -> Sequence[OpenCanvas]:
    """What is to be done to canvases that nobody is at, longest waiting first."""
    return [
        OpenCanvas(
            FreeLane(row.lane, row.fence, None),
            row.id,
            row.escalation_id,
            row.canvas_id,
            row.step,
            row.wanted,
            row.shown,
            row.over,
            None if row.elsewhere else row.channel_id,
            row.plain,
        )
        for row in session.execute(_OPEN, {"t": t, "limit": limit})
    ]


def soonest_canvas(session: Session, t: float) -> float | None:
    """Seconds until something can be done to a canvas; None where nothing is to be done."""
    moments = [
        max(not_before, lease_until)
        for not_before, lease_until in session.execute(
            select(Canvas.not_before, Lane.lease_until)
            .join(Lane, Lane.lane == Canvas.lane)
            .join(OwnChannel, OwnChannel.escalation_id == Canvas.escalation_id)
            .where(_TO_DO)
        )
    ]
    return max(0.0, min(moments) - t) if moments else None


def locked_canvas(session: Session, row_id: int) -> Canvas:
    """The row to be changed, locked. Lock its escalation before, where it changes too."""
    return session.scalars(
        select(Canvas).where(Canvas.id == row_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def canvas_to_read(session: Session, escalation_id: int) -> Canvas | None:
    """The one that the members of its channel read by now."""
    return session.scalars(
        select(Canvas)
        .join(OwnChannel, OwnChannel.escalation_id == Canvas.escalation_id)
        .where(
            Canvas.escalation_id == escalation_id,
            Canvas.private == OwnChannel.private,
            Canvas.step == CanvasStep.KEEP,
            Canvas.over.is_(None),
        )
    ).one_or_none()


def want_anew(session: Session, escalation_ids: Iterable[int]) -> None:
    """What these canvases say is no longer as the record stands."""
    ids = list(escalation_ids)
    if ids:
        session.execute(
            update(Canvas)
            .where(Canvas.escalation_id.in_(ids), Canvas.over.is_(None), Canvas.step != CanvasStep.GONE)
            .values(wanted=Canvas.wanted + 1)
        )
