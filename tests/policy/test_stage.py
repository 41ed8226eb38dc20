"""Five steps, derived from the record (Row P3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.kinds import Status
from policy.stage import Progress, Stage, stage
from tests.policy.builders import at

NOON = at("2026-11-23 12:00")
RAISED = Progress(
    Status.OPEN, acknowledged=False, triaged=False, cause_known=False, news_at=None, told_at=None
)
TOLD = replace(RAISED, status=Status.IN_PROGRESS, acknowledged=True, told_at=NOON)
KNOWN = replace(TOLD, triaged=True, cause_known=True, news_at=NOON + timedelta(hours=1))

STEPS = {
    "nobody has told the customer": (RAISED, Stage.ACKNOWLEDGE),
    "triaged, and the customer still knows nothing": (replace(RAISED, triaged=True), Stage.ACKNOWLEDGE),
    "told, and nobody knows what it is": (TOLD, Stage.INVESTIGATE),
    "triaged, and the cause is not known": (replace(TOLD, triaged=True), Stage.INVESTIGATE),
    "a cause, and triage is not done": (replace(KNOWN, triaged=False), Stage.INVESTIGATE),
    "the cause is known here, not there": (KNOWN, Stage.COMMUNICATE),
    "the customer was never told anything": (replace(KNOWN, told_at=None), Stage.COMMUNICATE),
    "they were told when it was found": (replace(KNOWN, told_at=KNOWN.news_at), Stage.RESOLVE),
    "it is resolved": (replace(KNOWN, status=Status.RESOLVED), Stage.FOLLOW_UP),
    "it was resolved before anybody told them": (replace(RAISED, status=Status.RESOLVED), Stage.FOLLOW_UP),
    "it is closed": (replace(KNOWN, status=Status.CLOSED), None),
    "it was raised in error": (replace(RAISED, status=Status.CANCELLED), None),
    "it is part of another": (replace(TOLD, status=Status.MERGED), None),
}


@pytest.mark.parametrize(("progress", "step"), STEPS.values(), ids=STEPS)
def test_the_record_says_at_which_step_it_is(progress: Progress, step: Stage | None) -> None:
    assert stage(progress) is step
