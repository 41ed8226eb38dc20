"""How many promises to the customer were kept, late and missed: the headline of an escalation. Row Y1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.deadline import Deadline, Outcome
from policy.kinds import TO_CUSTOMER


@dataclass(frozen=True)
class Tally:
    """`overdue` are past their time and still open. What ended otherwise before its time counts as nothing."""

    kept: int
    late: int
    missed: int
    overdue: int


def tally(promised: Iterable[Deadline], now: datetime) -> Tally:
    """Counts the promises to the customer among these."""
    to_customer = [row for row in promised if row.kind in TO_CUSTOMER]
    ended = Counter(row.outcome for row in to_customer)
    overdue = sum(row.settled_at is None and now > row.due_at for row in to_customer)
    return Tally(ended[Outcome.KEPT], ended[Outcome.LATE], ended[Outcome.MISSED], overdue)
