"""Deliver what was committed: one pass, or until nothing more can leave for now. Design decision 2.

Any number of threads and processes may do this at once: a lane is held by one of them at a time.
"""

from __future__ import annotations

import time

from models.queries.canvases import soonest_canvas
from models.queries.lanes import machine_time
from models.queries.outbox import soonest
from models.queries.own_channels import soonest_task
from services.delivery.courier import POLL, Courier
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.loop import DeliveryLoop

__all__ = ["DeliveryLoop", "DeliveryReport", "Desk", "deliver", "drain"]


def deliver(desk: Desk, *, threads: int = 8) -> DeliveryReport:
    """Send and show everything that can leave now, and return when Slack has answered all of it.

    What has to wait, for its channel's second, a limit or a search, is left for the next pass.
    """
    return drain(desk, threads=threads, patience=0.0)


def drain(desk: Desk, *, threads: int = 16, patience: float = 1.5, at_most: float = 60.0) -> DeliveryReport:
    """As `deliver`, and wait for what can leave within `patience` seconds, again and again.

    Takes nothing new after `at_most` seconds; while the database cannot be reached it tries again until then.
    """
    courier = Courier(desk, threads)
    until = time.monotonic() + at_most
    try:
        while time.monotonic() < until:
            courier.turn()
            if courier.idle:
                pause = _worth_waiting(desk, courier, patience)
                if pause is None:
                    break
                time.sleep(pause)
                courier.look_soon()
            else:
                courier.wait()
    finally:
        courier.finish(desk.http_timeout + 2)
    return courier.report


def _worth_waiting(desk: Desk, courier: Courier, patience: float) -> float | None:
    """How long to sleep before looking again; None where nothing can leave in time."""
    if patience <= 0 or (courier.limited is not None and courier.limited > patience):
        return None
    with desk.database.read() as session:
        t = machine_time(session)
        waits = (
            soonest(session, t, doubt_after=desk.doubt_after),
            soonest_task(session, t),
            soonest_canvas(session, t),
        )
    seconds = min((wait for wait in waits if wait is not None), default=None)
    if seconds is None or seconds > patience:
        return None
    return min(max(seconds, 0.01), POLL)
