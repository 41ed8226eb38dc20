"""Tell `ops` that something is wrong with the program itself: once a cause, and never about a report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.outbox import Priority
from services.delivery.desk import OpsReport
from services.office import Office, Rulebook, Rules
from services.outbox import say


def ops_lane(rules: Rules) -> str:
    """The channel for it; the home channel where the policy's own cannot be used."""
    return rules.roster.channel(rules.policy.channel.ops)


class TellOps:
    """What delivery reports, as a message to `ops`, in the session that decided it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def __call__(self, session: Session, report: OpsReport, now: datetime) -> None:
        """Write it; `now` is business time."""
        say(
            session,
            report.key,
            lane=ops_lane(self._rulebook.current),
            template="ops_delivery_trouble",
            now=now,
            context={
                "what": report.what,
                "lane": report.lane,
                "error": report.error,
                "message_key": report.message_key,
                "ref": f"ESC-{report.escalation_id}" if report.escalation_id else None,
                "next_lane": report.next_lane,
            },
            priority=Priority.NUDGE,
        )


def clock_jumped(office: Office, ahead: float, now: datetime) -> None:
    """The wall clock ran `ahead` seconds away from all others: nudges wait until it is right again."""
    with office.database.write() as session:
        say(
            session,
            f"ops:clock_jumped:{int(now.timestamp()) // 3600}",
            lane=ops_lane(office.rulebook.current),
            template="ops_clock_jumped",
            now=now,
            context={"ahead_minutes": round(ahead / 60)},
            priority=Priority.URGENT,
        )
