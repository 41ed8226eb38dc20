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
