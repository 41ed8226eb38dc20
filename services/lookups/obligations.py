"""What still stands in the way of closing an escalation, in words. Rows D6, M11d."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from message_templates import sentence
from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines, resolutions
from models.queries.recovery import OpenStep
from policy.kinds import DeadlineKind
from policy.schema import Policy
from services.afterwards import UNTIL_CLOSED
from services.recovery.course import open_closing_steps

TOLD = frozenset({DeadlineKind.UPDATE, DeadlineKind.ACKNOWLEDGE})
"""What is owed while the customer does not know that it is solved."""


@dataclass(frozen=True)
class Obligation:
    """One thing that is still owed; `deadline` is its promise, `step` its step of the recovery, where it is one."""

    words: str
    may_be_waived: bool
    deadline: Deadline | None = None
    step: OpenStep | None = None


def open_obligations(session: Session, escalation: Escalation, policy: Policy) -> list[Obligation]:
    """All of it, what was promised first. Empty: it can be closed."""
    return [
        *_promised(session, escalation, policy),
        *_recovery(session, escalation, policy),
        *_post_mortem(session, escalation, policy),
    ]


def _promised(session: Session, escalation: Escalation, policy: Policy) -> Iterator[Obligation]:
    for row in deadlines.open_of(session, escalation.id):
        if row.kind in TOLD:
            yield Obligation(sentence("customer_not_told"), False, row)
        elif row.kind in UNTIL_CLOSED:
            waivable = row.kind in policy.closing.may_waive
            yield Obligation(sentence(f"deadline_{row.kind.value}"), waivable, row)


def _recovery(session: Session, escalation: Escalation, policy: Policy) -> Iterator[Obligation]:
    waivable = DeadlineKind.RECOVERY in policy.closing.may_waive
    for one in open_closing_steps(session, escalation):
        yield Obligation(one.step.label, waivable, one.deadline, one)


def _post_mortem(session: Session, escalation: Escalation, policy: Policy) -> Iterator[Obligation]:
    resolution = resolutions.latest(session, escalation.id)
    if resolution is not None and resolution.post_mortem_owed:
        promised = deadlines.open_of_kind(session, escalation.id, DeadlineKind.POST_MORTEM)
        yield Obligation(sentence("post_mortem_owed"), policy.closing.post_mortem_may_be_waived, promised)
