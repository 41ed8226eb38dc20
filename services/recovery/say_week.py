"""The weekly line of recovery in the home channel: claimed by one worker, said once, and not where there is none."""

from __future__ import annotations

from datetime import datetime

from models.outbox import Priority
from models.queries import appointments
from models.queries.recovery import counts
from services.office import Office
from services.outbox import say
from services.record import unix


def say_week(office: Office, now: datetime) -> None:
    """Say what has come to be said; it comes again in a week. After an outage it is said once, late."""
    rules = office.rulebook.current
    with office.database.read() as session:
        if not appointments.any_due(session, now):
            return
    with office.database.write() as session:
        claimed = appointments.claim_due(session, now)
        if claimed is None:
            return
        week = rules.policy.recovery.week if rules.policy.recovery else None
        if week is None:  # the policy no longer wants it; the next recovery asks again
            session.delete(claimed)
            return
        said_for, team = claimed.next_at, rules.roster.calendar
        claimed.next_at = team.next_on(now, week.on, week.at)
        if counts(session, now, now).escalations:
            say(
                session,
                f"{claimed.name}:{unix(said_for)}",
                lane=rules.roster.channels[rules.policy.channel.home],
                template="recovery_week",
                now=now,
                context={"at": unix(now)},
                priority=Priority.DIGEST,
                pointless_after=claimed.next_at,
            )
