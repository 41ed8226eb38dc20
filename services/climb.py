"""Going one tier up, by a ladder or by hand: its channel is told, one person is asked, and why. Rows M3a to M3c."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.deadline import Deadline
from models.escalation import Escalation
from policy.path import tier_above
from services.change import changing
from services.office import Office, Rules
from services.path.up import go_up
from services.refusal import Refused
from services.undoable import undoable
from services.wording.labels import tier_label


@dataclass(frozen=True)
class Climb:
    """The form's content; `request_key` is its view id, `seen_tier` where the escalation was when it was opened."""

    request_key: str
    escalation_id: int
    by: str
    seen_tier: str
    reason: str


def climb(office: Office, command: Climb, now: datetime) -> None:
    """Raises Refused, with nothing changed, at the top, without a reason, and where it has moved meanwhile."""
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, "climb", by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation, policy = change.escalation, change.rules.policy
        change.require_live()
        require_where_seen(escalation, command.seen_tier, change.rules)
        if tier_above(policy, escalation.tier) is None:
            raise Refused("at_the_top", ref=escalation.ref, tier=tier_label(policy, escalation.tier))
        if not command.reason.strip():
            raise Refused("climb_reason_missing", field="reason")
        with undoable(change, "climb") as offer:
            escalation.tier_held_by = command.by
            noted = go_up(
                change.session, escalation, command.reason.strip(), change.rules, now, actor=command.by
            )
            assert noted is not None
            offer.stands_in(noted)


def require_where_seen(escalation: Escalation, seen_tier: str, rules: Rules) -> None:
    """Raises Refused where it has moved since the form was opened, or the policy no longer has its tier."""
    if escalation.tier != seen_tier or seen_tier not in rules.policy.tier:
        tier = tier_label(rules.policy, escalation.tier)
        raise Refused("tier_moved_meanwhile", ref=escalation.ref, tier=tier)


def one_tier_up(
    session: Session, escalation: Escalation, cause: Deadline, rules: Rules, now: datetime
) -> bool:
    """A ladder's climb. False at the top, where there is nowhere to go; the nudge then turns to the next person."""
    if escalation.tier not in rules.policy.tier:
        return False
    return go_up(session, escalation, sentence(f"climbed_for_{cause.kind.value}"), rules, now) is not None
