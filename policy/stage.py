"""Where the work on an escalation stands, derived from its record: five steps, and nobody sets them (Row P3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policy.kinds import Status


class Stage(StrEnum):
    """The five steps, in order."""

    ACKNOWLEDGE = "acknowledge"
    INVESTIGATE = "investigate"
    COMMUNICATE = "communicate"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Progress:
    """What tells the step. `news_at`: when the latest was found that the customer ought to hear; `told_at`: when they
    last heard anything."""

    status: Status
    acknowledged: bool
    triaged: bool
    cause_known: bool
    news_at: datetime | None
    told_at: datetime | None


def stage(at: Progress) -> Stage | None:
    """The step that it is at; None where it is over for good.

    Investigating ends when the cause is known; from then on it is the customer's turn to hear, then ours to resolve.
    """
    if at.status is Status.RESOLVED:
        return Stage.FOLLOW_UP
    if at.status not in (Status.OPEN, Status.IN_PROGRESS):
        return None
    if not at.acknowledged:
        return Stage.ACKNOWLEDGE
    if not at.triaged or not at.cause_known:
        return Stage.INVESTIGATE
    if at.news_at is not None and (at.told_at is None or at.told_at < at.news_at):
        return Stage.COMMUNICATE
    return Stage.RESOLVE
