"""How the whole is doing, in figures: what is late, waits or was given up, and whether the clock ticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.orm import Session

from models.database import Database
from models.escalation import LIVE, Escalation
from models.outbox import Bucket, Lane, MessageState, OutboxMessage
from models.queries.audit import Fault, findings
from models.queries.lanes import machine_time, the_workspace
from services.upkeep.audit import LONG
from services.upkeep.beat import Beat, living

LATE = 60.0
"""Seconds after which a tick, or a step that is due, is late."""

STALE = 600.0
"""Seconds after which a message that has not left says that something holds it up."""

# As literals, so that both databases use the partial indexes.
_UNSENT = or_(*(OutboxMessage.state == literal_column(f"'{state}'") for state in ("waiting", "sending")))


@dataclass(frozen=True)
class VitalSigns:
    """Ages are in seconds, None where there is nothing: of business time for what is due or unsent.

    `paused` is what Slack said to our token while it refuses everything, `faults` what the auditor finds.
    """

    live: int
    due: int
    oldest_due: float | None
    unsent: int
    oldest_unsent: float | None
    given_up: int
    paused_lanes: int
    paused_methods: int
    paused: str | None
    replicas: tuple[Beat, ...]
    faults: Mapping[Fault, int]

    @property
    def tick_age(self) -> float | None:
        """Since any process ticked last; None where none ever did, or all are gone."""
        ages = [beat.tick_age for beat in self.replicas if beat.tick_age is not None]
        return min(ages, default=None)

    def worries(self) -> list[str]:
        """What is not as it should be, a sentence each; empty while all is well."""
        found = []
        if self.paused is not None:
            found.append(f"Slack refuses the token ({self.paused}): what is said waits")
        if self.tick_age is None or self.tick_age > LATE:
            found.append("no process watches the clock")
        if self.oldest_due is not None and self.oldest_due > LATE:
            found.append(f"a step has been due for {self.oldest_due:.0f} s")
        if self.oldest_unsent is not None and self.oldest_unsent > STALE:
            found.append(f"a message has waited for {self.oldest_unsent:.0f} s")
        for fault, count in self.faults.items():
            found.append(f"the auditor finds {fault} in {count}")
        if len({(beat.policy_hash, beat.team_hash) for beat in self.replicas}) > 1:
            found.append("the replicas run by different rules")
        return found


def vital_signs(database: Database, now: datetime) -> VitalSigns:
    """Read them; `now` is business time."""
    with database.read() as session:
        at = machine_time(session)
        due, first_due = session.execute(
            select(func.count(), func.min(Escalation.next_step_at)).where(Escalation.next_step_at <= now)
        ).one()
        unsent, first_unsent = session.execute(
            select(func.count(), func.min(OutboxMessage.created_at)).where(_UNSENT)
        ).one()
        workspace = the_workspace(session)
        return VitalSigns(
            live=_count(session, Escalation.status.in_(LIVE)),
            due=due,
            oldest_due=None if first_due is None else (now - first_due).total_seconds(),
            unsent=unsent,
            oldest_unsent=None if first_unsent is None else max(0.0, (now - first_unsent).total_seconds()),
            given_up=_count(session, OutboxMessage.state == MessageState.GIVEN_UP),
            # A second between two posts is the lane's pace; a later moment is one that Slack asked for.
            paused_lanes=_count(session, Lane.next_at > at + 1.5),
            paused_methods=_count(session, Bucket.paused_until > at),
            paused=workspace.paused if workspace else None,
            replicas=tuple(living(session)),
            faults=Counter(finding.fault for finding in findings(session, past=now - LONG)),
        )


def _count(session: Session, condition: object) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0  # type: ignore[arg-type]
