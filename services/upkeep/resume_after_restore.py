"""After a restore the record is older than the world: catch up on what fell due, and doubt all that waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation
from models.outbox import Priority, Surface
from models.timeline import TimelineEntry
from models.workspace import Replica
from services.delivery.restored import doubt_what_waits
from services.follow_paths import follow_paths
from services.office import Office
from services.outbox import say
from services.record import unix, unix_or_none
from services.take_due_steps import batch_of, take_due_steps
from services.upkeep.tell_ops import ops_lane


def resume_after_restore(office: Office, now: datetime) -> None:
    """For use while nothing delivers. What fell due since the backup is decided as after an outage.

    A nudge that was said before the restore carries the mark that it gets again (`services.outbox`), so that
    delivery finds it in history and does not repeat it. `ops` is told how far the record goes.
    """
    with office.database.read() as session:
        last_at = session.scalar(select(func.max(TimelineEntry.at)))
    while take_due_steps(office, now) == batch_of(office):
        pass
    while follow_paths(office, now):
        pass
    with office.database.write() as session:
        session.execute(delete(Replica))
        doubted = doubt_what_waits(session)
        _show_live_cards_anew(session)
        say(
            session,
            f"ops:restored:{unix(now)}",
            lane=ops_lane(office.rulebook.current),
            template="ops_restored",
            now=now,
            context={"last_at": unix_or_none(last_at), "doubted": doubted},
            priority=Priority.URGENT,
        )


def _show_live_cards_anew(session: Session) -> None:
    """What stands in Slack may be ahead of the record: a card that says resolved, of what is open again."""
    live = Escalation.status.in_(LIVE)
    cards, lines = select(Escalation.card_id).where(live), select(Escalation.line_id).where(live)
    session.execute(
        update(Surface)
        .where(or_(Surface.message_id.in_(cards), Surface.message_id.in_(lines)))
        .values(wanted=Surface.wanted + 1)
        .execution_options(synchronize_session=False)
    )
