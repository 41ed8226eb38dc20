"""Some days after its end an escalation's own channel is archived; all is on the record. Row X11."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.own_channel import OwnChannel, OwnState, TaskKind, is_own
from models.queries.own_channels import locked_own_channel
from models.timeline import HEARD, Event
from policy.own_channel import plan_archive
from services import promises
from services.change import Change
from services.channels.leave import move_out
from services.channels.own import wish
from services.office import Rules
from services.record import note


def plan(change: Change) -> None:
    """At its end, however it ends, where it lives in a channel of its own. What opens it again ends this."""
    escalation = change.escalation
    if not is_own(escalation.home_channel):
        return
    calendar = change.rules.roster.person(escalation.dri).calendar
    planned = plan_archive(change.rules.policy, ended_at=change.now, calendar=calendar)
    if planned is not None:
        promises.make(
            change.session, escalation, planned, owner=escalation.dri, now=change.now, rules=change.rules
        )


def archived_name(session: Session, escalation_id: int) -> str | None:
    """What its own channel was called, where that is archived: a bot cannot open it again, so it goes on at home."""
    own = session.get(OwnChannel, escalation_id)
    return own.name if own is not None and own.state is OwnState.ARCHIVED else None


def archive(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    """The act: it goes on at home, or by message where it is restricted. Nothing where it is open, or lives there."""
    own = locked_own_channel(session, escalation.id)
    if escalation.live or own is None or own.state is not OwnState.MADE or escalation.line_id is None:
        promises.settle(session, due, by=HEARD, now=now, outcome=Outcome.STOOD_DOWN)
        return
    lane = own.lane
    move_out(session, escalation, own, OwnState.ARCHIVED, "archived", now)
    wish(session, escalation, TaskKind.ARCHIVE, lane=lane)
    promises.settle(session, due, by=HEARD, now=now)
    note(
        session,
        escalation,
        Event.CHANNEL_ARCHIVED,
        actor=HEARD,
        now=now,
        because=due.because_row,
        name=own.name,
    )
