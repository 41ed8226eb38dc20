"""Going up to a tier: its channel is told, one person is asked, and the thread says why. Rows M3a, M3b."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.queries import deadlines
from models.timeline import HEARD
from policy.path import Facts
from policy.path import climb as decide_climb
from services.channels.places import person_or_author
from services.notices import Call, tell
from services.office import Rules
from services.outbox import say
from services.wording.labels import tier_label


def up_to(
    session: Session, escalation: Escalation, tier: str, reason: str, rules: Rules, now: datetime
) -> None:
    """A path rule's climb, which may leave tiers out. A lower severity does not take it down again."""
    escalation.tier_held_by = HEARD
    go_up(session, escalation, reason, rules, now, to=tier)


def go_up(
    session: Session,
    escalation: Escalation,
    reason: str,
    rules: Rules,
    now: datetime,
    *,
    actor: str = HEARD,
    to: str | None = None,
) -> OutboxMessage | None:
    """The note in the thread; None at the top."""
    told = deadlines.called_in(session, escalation.id)
    reached = decide_climb(rules.policy, facts_of(escalation, now), rules.roster, now, told, to)
    if reached is None:
        return None
    escalation.tier = reached.tier
    call = Call.of_climb(reached, reason)
    message = tell(session, escalation, call, now=now, rules=rules, actor=actor)
    return say(
        session,
        message.key.replace("call:", "climbed:", 1),
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="climb_noted",
        now=now,
        escalation=escalation,
        context={
            "tier": tier_label(rules.policy, reached.tier),
            "person": person_or_author(escalation, call.person),
            "reason": reason,
            "because": None,
            "by": None if actor == HEARD else actor,
        },
        priority=Priority.NUDGE,
        editable=actor != HEARD,
    )


def facts_of(escalation: Escalation, now: datetime) -> Facts:
    """What the path needs to know of an escalation."""
    return Facts(
        severity=escalation.severity,
        tier=escalation.tier,
        dri=escalation.dri,
        cover=escalation.cover_at(now),
    )
