"""Which verb may move an escalation from which status to which (Row M8a)."""

from __future__ import annotations

from policy.kinds import Status
from policy.schema import Policy


def after(policy: Policy, status: Status, verb: str) -> Status | None:
    """The status that the verb leads to from here; None when it moves nothing from here."""
    for move in policy.move:
        if status in move.from_ and verb in move.verb:
            return move.to
    return None


def verbs(policy: Policy, status: Status) -> tuple[str, ...]:
    """Every verb that moves an escalation on from here, in the policy's order; none at an end."""
    return tuple(verb for move in policy.move if status in move.from_ for verb in move.verb)


def is_end(policy: Policy, status: Status) -> bool:
    """Whether nothing leads on from here."""
    return not verbs(policy, status)
