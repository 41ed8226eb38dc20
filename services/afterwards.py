"""What stays promised once it is resolved: follow-up, close-out, the customer's confirmation. Rows P3d, D5."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.queries import deadlines, resolutions, sendings
from models.timeline import HEARD, Event
from policy.kinds import DeadlineKind
from policy.promises import plan_afterwards
from services import promises
from services.change import Change
from services.office import Rules
from services.outbox import drop_unsent
from services.record import note

UNTIL_CLOSED = frozenset(
    {
        DeadlineKind.FOLLOW_UP,
        DeadlineKind.CLOSE_OUT,
        DeadlineKind.CONFIRMATION,
        DeadlineKind.SPONSOR_LETTER,
        DeadlineKind.SPONSOR_CHECK,
    }
)
"""Kinds that may be owed after a resolution and end with closing it, or with opening it again, but for the next."""

STILL_OWED = frozenset({DeadlineKind.SPONSOR_LETTER})
"""What an executive has promised theirs in a call is owed in writing, whether it is resolved or back."""


def promise(change: Change, *, confirmed: bool) -> None:
    """Make what the severity asks for after a resolution."""
    escalation, rules = change.escalation, change.rules
    for planned in plan_afterwards(
        rules.policy,
        escalation.severity,
        resolved_at=change.now,
        calendar=rules.roster.person(escalation.dri).calendar,
        confirmed=confirmed,
    ):
        promises.make(change.session, escalation, planned, owner=escalation.dri, now=change.now, rules=rules)


def stand_down_all(change: Change, *, but: frozenset[DeadlineKind] = frozenset()) -> None:
    """Everything promised, `but` these kinds, ends without blame: nobody is asked, and nothing more goes to them."""
    on_its_way = sendings.on_its_way(change.session, change.escalation.id)
    if on_its_way is not None:
        drop_unsent(change.session, on_its_way.message_id)
    for deadline in deadlines.open_of(change.session, change.escalation.id):
        if deadline.kind in but:
            continue
        promises.settle(change.session, deadline, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN)


def note_unconfirmed(
    session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime
) -> None:
    """An act of Heard's: the time to confirm is over, which is noted and asked no more. Row P3d."""
    resolution = resolutions.latest(session, escalation.id)
    if resolution is not None:
        resolution.unconfirmed_at = now
    promises.settle(session, due, by=HEARD, now=now, outcome=Outcome.STOOD_DOWN)
    note(
        session, escalation, Event.UNCONFIRMED, actor=HEARD, now=now, because=due.because_row,
        because_sentence=due.because,
    )  # fmt: skip
