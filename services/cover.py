"""A stand-in for the DRI: begins, and ends by itself. The DRI and the customer's contact stay the same. Row M11a."""

from __future__ import annotations

from datetime import datetime

from models.deadline import Outcome
from models.outbox import Priority
from models.queries import deadlines
from models.timeline import HEARD, Event
from policy.kinds import Absence, DeadlineKind
from policy.promises import plan_end_of_cover
from services import promises
from services.change import Change
from services.channels.places import person_or_author
from services.notices import remember_told
from services.outbox import say
from services.record import unix


def begin_cover(
    change: Change,
    person: str,
    until: datetime,
    *,
    remark: str | None = None,
    absence: Absence | None = None,
) -> None:
    """They stand in from now on, in place of whoever did before, and are told so once."""
    session, escalation, rules, now = change.session, change.escalation, change.rules, change.now
    _settle(change, Outcome.REPLACED)
    escalation.cover, escalation.cover_until = person, until
    calendar = rules.roster.person(escalation.dri).calendar
    planned = plan_end_of_cover(rules.policy, since=now, until=until, calendar=calendar)
    ends = promises.make(session, escalation, planned, owner=HEARD, now=now, rules=rules)
    told = {"until": unix(until), "remark": remark, "absence": absence.value if absence else None}
    change.note(Event.COVER_SET, person=person, **told)
    message = say(
        session,
        f"cover:{escalation.ref}:{ends.number}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="cover_set",
        now=now,
        escalation=escalation,
        context={
            "person": person_or_author(escalation, person),
            "by": None if change.by == HEARD else change.by,
            **told,
        },
        priority=Priority.NUDGE,
        editable=True,
    )
    ends.ask_message_id = message.id
    remember_told(session, escalation, person, f"cover:{ends.number}", message, now)


def finish_cover(change: Change) -> None:
    """Nobody stands in any more; the DRI is asked again for what is due."""
    escalation = change.escalation
    person, escalation.cover, escalation.cover_until = escalation.cover, None, None
    change.note(Event.COVER_ENDED, person=person)
    _settle(change, Outcome.STOOD_DOWN)


def _settle(change: Change, outcome: Outcome) -> None:
    ends = deadlines.open_of_kind(change.session, change.escalation.id, DeadlineKind.COVER)
    if ends is not None:
        promises.settle(change.session, ends, by=change.by, now=change.now, outcome=outcome)
