"""Where an escalation would go by hand: the tier above and whom it would name, the tier below. Row M3c."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import deadlines
from policy.path import climb, tier_below
from services.channels.places import channel_lane, person_or_author
from services.lookups.preview_opening import WillBeTold
from services.office import Office
from services.path.up import facts_of
from services.readers import to_be_read
from services.refusal import Refused
from services.wording.labels import ask_words, role_label, tier_label


@dataclass(frozen=True)
class PathStart:
    """What the forms *Climb* and *Step down* start with. `above` and `below` are labels, None where there is none.

    `told` is who would be named above; `settles` and `goes_up_when` are the policy's words on the present tier.
    """

    escalation_id: int
    ref: str
    live: bool
    tier: str
    label: str
    above: str | None
    told: WillBeTold | None
    below: str | None
    settles: str
    goes_up_when: str


def path_start(office: Office, escalation_id: int, *, by: str, now: datetime) -> PathStart:
    """Raises Refused for outsiders, where there is no such escalation, and where the policy no longer has its tier."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        row = policy.tier.get(escalation.tier)
        if row is None:
            raise Refused("tier_moved_meanwhile", ref=escalation.ref, tier=escalation.tier)
        told = deadlines.called_in(session, escalation_id)
        up = climb(policy, facts_of(escalation, now), rules.roster, now, told)
        down = tier_below(policy, escalation.tier)
        called = None
        if up is not None:
            called = WillBeTold(
                channel=channel_lane(rules, escalation, up.channel_key),
                person=person_or_author(escalation, up.person.user_id if up.person else None),
                role=role_label(policy, up.role),
                asked=ask_words(policy, up.ask) if up.person else None,
            )
        return PathStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            live=escalation.live,
            tier=escalation.tier,
            label=row.label,
            above=tier_label(policy, up.tier) if up else None,
            told=called,
            below=tier_label(policy, down) if down else None,
            settles=row.settles,
            goes_up_when=row.goes_up_when,
        )
