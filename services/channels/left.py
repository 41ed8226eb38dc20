"""The DRI is no longer in the escalation's own channel: the next on the path is asked to take over. Row D3a.

They stay the DRI until somebody accepts: they are still in the company, and may only have closed a window too many.
"""

from __future__ import annotations

from datetime import datetime

from models.queries import hand_overs
from models.queries.own_channels import lives_in
from policy.kinds import Absence
from policy.path import successors
from services import once
from services.ask_to_take_over import ask_to_take_over
from services.change import Change, changing_by_itself
from services.office import Office
from services.path.up import facts_of


def left_channel(office: Office, channel_id: str, user_id: str, *, event_id: str, now: datetime) -> None:
    """The same event twice is harmless; whoever is not the DRI may come and go, and so may anybody at home."""
    with office.database.read() as session:
        whose = lives_in(session, channel_id)
        escalation_id = whose.id if whose is not None else None
    if escalation_id is None:
        return
    with changing_by_itself(office, escalation_id, office.rulebook.current, now) as change:
        first = once.claim(change.session, f"event:{event_id}", {}, now, about=escalation_id) is None
        if first and change.escalation.live and change.escalation.dri == user_id:
            _ask_the_next(change)


def _ask_the_next(change: Change) -> None:
    escalation, rules, now = change.escalation, change.rules, change.now
    if hand_overs.open_of(change.session, escalation.id) is not None:
        return
    reason = next(row.key for row in rules.policy.hand_over_reason if row.given_when is Absence.REMOVED)
    path = successors(rules.policy, rules.roster, facts_of(escalation, now), now)
    if path:
        ask_to_take_over(change, path[0].person.user_id, reason=reason)
