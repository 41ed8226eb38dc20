"""Who may read an escalation: anybody of the company, or people by name where it is restricted. Row X17.

Everything that is looked up or changed passes `require_reader`; everything that is said passes `stays_inside`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.own_channel import own_lane
from models.queries import escalations
from models.queries.restricted import may_be_read_by
from policy.restricted import readers_by_role
from services.authorise import require_internal
from services.channels.places import DM
from services.office import Rules
from services.refusal import NotNamed, Refused


def company(escalation: Escalation) -> list[str]:
    """Whom it names: the DRI, who raised it, who stands in, the team, and whoever was added or asked."""
    people = [escalation.dri, escalation.raised_by, escalation.cover, *escalation.team, *escalation.named]
    return list(dict.fromkeys(person for person in people if person))


@dataclass(frozen=True)
class Reader:
    """A person who looks at escalations, by the rules in force."""

    person: str
    rules: Rules

    def may_read(self, escalation: Escalation) -> bool:
        """Named there, the DRI's usual stand-in, or a reader by the policy's word."""
        if not escalation.restricted or self.person in company(escalation):
            return True
        return self.reads_all or self.rules.roster.person(escalation.dri).cover == self.person

    @property
    def reads_all(self) -> bool:
        """Whether the policy lets them read whatever is restricted."""
        return self.person in readers_by_role(self.rules.policy, self.rules.roster)

    @property
    def readable(self) -> ColumnElement[bool]:
        """As `may_read`, for a query."""
        stands_in_for = [one.user_id for one in self.rules.roster.people.values() if one.cover == self.person]
        return may_be_read_by(self.person, stands_in_for, everything=self.reads_all)


def require_reader(escalation: Escalation, person: str, rules: Rules) -> None:
    """Raises NotNamed for whoever it does not name."""
    if not Reader(person, rules).may_read(escalation):
        raise NotNamed(escalation.id, ref=escalation.ref, customer=escalation.customer, dri=escalation.dri)


def stays_inside(escalation: Escalation, lane: str, rules: Rules) -> bool:
    """Whether only people who may read it read what is said there."""
    if not escalation.restricted:
        return True
    if lane.startswith(DM):
        return Reader(lane.removeprefix(DM), rules).may_read(escalation)
    return lane == own_lane(escalation.id, private=True)


def to_be_read(session: Session, escalation_id: int, person: str, rules: Rules) -> Escalation:
    """The escalation, for somebody who wants to see it.

    Raises Refused for outsiders and where there is no such escalation, NotNamed for whoever it does not name.
    """
    require_internal(session, person)
    found = escalations.found(session, escalation_id)
    if found is None:
        raise Refused("no_such_escalation", ref=f"ESC-{escalation_id}")
    require_reader(found, person, rules)
    return found
