"""Going one tier up: its channel is told, one person is asked, and why stands in the message. Rows M3a, M3b."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import Priority
from models.queries import deadlines
from policy.path import Facts
from policy.path import climb as decide_climb
from services.labels import tier_label
from services.notices import Call, tell
from services.office import Rules
from services.outbox import say
from services.places import person_or_author


def one_tier_up(
    session: Session, escalation: Escalation, cause: Deadline, rules: Rules, now: datetime
) -> bool:
    """False at the top, where there is nowhere to go; the nudge then turns to the next person."""
    if escalation.tier not in rules.policy.tier:
        return False
    told = {told.user_id for told in deadlines.told_of(session, escalation.id)}
    reached = decide_climb(rules.policy, facts_of(escalation), rules.roster, now, told)
    if reached is None:
        return False
    escalation.tier = reached.tier
    reason = sentence(f"climbed_for_{cause.kind.value}")
    call = Call.of_climb(reached, reason)
    tell(session, escalation, call, now=now, rules=rules)
    say(
        session,
        f"climbed:{escalation.ref}:{reached.tier}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="climb_noted",
        now=now,
        escalation=escalation,
        context={
            "tier": tier_label(rules.policy, reached.tier),
            "person": person_or_author(escalation, call.person),
            "reason": reason,
            "because": reached.because.sentence,
        },
        priority=Priority.NUDGE,
    )
    return True


def facts_of(escalation: Escalation) -> Facts:
    """What the path needs to know of an escalation."""
    return Facts(severity=escalation.severity, tier=escalation.tier, dri=escalation.dri)
