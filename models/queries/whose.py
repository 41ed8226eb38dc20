"""What is one person's: what they own, what they stand in for, and the drills that they raised."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from models.deadline import Deadline
from models.escalation import Escalation


@dataclass(frozen=True)
class Whose:
    """`person`'s, and of those for whom they stand in by the team file; a stand-in named on an escalation counts too.

    A drill is its author's alone, whoever is its DRI.
    """

    person: str
    now: datetime
    stands_in_for: Collection[str] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose work it is."""
        return (self.person, *self.stands_in_for)

    @property
    def escalations(self) -> ColumnElement[bool]:
        """Theirs as the DRI or the cover."""
        return self._theirs(or_(Escalation.dri.in_(self.owners), self._covers))

    @property
    def deadlines(self) -> ColumnElement[bool]:
        """Theirs to keep."""
        covered = and_(self._covers, Deadline.owner == Escalation.dri)
        return self._theirs(or_(Deadline.owner.in_(self.owners), covered))

    @property
    def others(self) -> ColumnElement[bool]:
        """Promises that are somebody else's to keep."""
        return and_(Escalation.drill.is_(False), Deadline.owner.not_in(self.owners))

    @property
    def _covers(self) -> ColumnElement[bool]:
        return and_(Escalation.cover == self.person, Escalation.cover_until > self.now)

    def _theirs(self, is_theirs: ColumnElement[bool]) -> ColumnElement[bool]:
        return or_(
            and_(Escalation.drill.is_(False), is_theirs),
            and_(Escalation.drill, Escalation.raised_by == self.person),
        )
