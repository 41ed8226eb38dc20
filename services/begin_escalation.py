"""What begins with an escalation that was just recorded: every promise, the card, the path told, the clock. Row M2."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import Priority
from models.own_channel import is_own
from policy.kinds import DeadlineKind
from policy.path import opening_notices
from policy.promises import plan_opening
from services import notices, promises
from services.channels.card import say_card
from services.channels.moves import move_inside
from services.channels.own import give_if_wanted
from services.notices import Call
from services.office import Rules
from services.outbox import say
from services.path.follow import begin_waiting, follow_path


def begin(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    """Every promise, everybody who is told, and when the clock next has something to do."""
    _promise(session, escalation, rules, now)
    _announce(session, escalation, rules, now)
    begin_waiting(session, escalation, rules, now, since=escalation.reached_at)
    follow_path(session, escalation, rules, now)
    promises.reschedule(session, escalation)


def _promise(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    calendar = rules.roster.person(escalation.dri).calendar
    plans = plan_opening(
        rules.policy, escalation.severity, reached_at=escalation.reached_at, calendar=calendar
    )
    for made in promises.make_all(session, escalation, plans, owner=escalation.dri, now=now, rules=rules):
        if made.kind is DeadlineKind.RESOLVE:
            escalation.target_at = made.due_at


def _announce(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    """The card, the DRI by name in its thread, and everybody whom the severity's row names."""
    give_if_wanted(session, escalation, rules, now)
    if escalation.restricted and not is_own(escalation.home_channel):  # no name was left for a channel
        move_inside(session, escalation, rules, now)
    if escalation.card_id is None:
        say_card(session, escalation, now)
    named = say(
        session,
        f"dri_named:{escalation.ref}:{escalation.dri}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="dri_named",
        now=now,
        escalation=escalation,
        priority=Priority.URGENT,
        editable=True,
    )
    escalation.dri_message_id = named.id
    notices.remember_told(session, escalation, escalation.dri, "dri", named, now)
    for notice in opening_notices(rules.policy, escalation.severity, rules.roster, now):
        notices.tell(session, escalation, Call.of_notice(notice), now=now, rules=rules)
