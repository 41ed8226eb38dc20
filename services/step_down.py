"""Step down: one tier lower by hand, with a reason; whom only the tier that is left had called in may go. Row M3c."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from models.outbox import OutboxMessage
from models.queries import calls
from models.timeline import Event
from policy.path import tier_below, tiers_above
from services.again import key_again
from services.change import Change, changing
from services.climb import require_where_seen
from services.office import Office
from services.refusal import Refused
from services.stand_down import withdraw
from services.undoable import undoable
from services.wording.labels import tier_label


@dataclass(frozen=True)
class StepDown:
    """The form's content; `request_key` is its view id, `seen_tier` where the escalation was when it was opened."""

    request_key: str
    escalation_id: int
    by: str
    seen_tier: str
    reason: str


def step_down(office: Office, command: StepDown, now: datetime) -> None:
    """Raises Refused, with nothing changed, at the first tier, without a reason, and where it has moved meanwhile."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "step_down", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, policy = change.escalation, change.rules.policy
        change.require_live()
        require_where_seen(escalation, command.seen_tier, change.rules)
        lower = tier_below(policy, escalation.tier)
        if lower is None:
            raise Refused("at_the_first_tier", ref=escalation.ref, tier=tier_label(policy, escalation.tier))
        if not command.reason.strip():
            raise Refused("step_down_reason_missing", field="reason")
        with undoable(change, "step_down") as offer:
            offer.stands_in(_down(change, lower, command.reason.strip()))


def _down(change: Change, lower: str, reason: str) -> OutboxMessage:
    escalation, policy = change.escalation, change.rules.policy
    left = tier_label(policy, escalation.tier)
    escalation.tier = lower
    escalation.tier_held_by = None
    tier = tier_label(policy, lower)
    change.note(Event.STEPPED_DOWN, tier=tier, left=left, reason=reason)
    people = withdraw(change, why="stepped_down", calls=calls_above(change))
    key = key_again(change.session, escalation, f"stepped_down:{escalation.ref}:{lower}")
    return change.thread_kept_true(key, "stepped_down", tier=tier, left=left, reason=reason, people=people)


def calls_above(change: Change) -> Collection[int]:
    """The messages that called somebody in because a tier above the present one had been reached."""
    session, escalation = change.session, change.escalation
    return {
        message.id
        for tier in tiers_above(change.rules.policy, escalation.tier)
        for message in calls.said_under(session, escalation.id, f"call:{escalation.ref}:tier:{tier}")
    }
