"""What is planned, changed and done, and what of it is owed after the end. Each one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from models.queries import escalations, recovery
from models.queries.recovery import OpenStep
from policy.kinds import DeadlineKind
from services.change_plan import Becomes, ChangePlan, change_plan
from services.finish_recovery_step import FinishRecoveryStep, finish_recovery_step
from services.finish_step import finish_step
from services.move_recovery_step import MoveRecoveryStep, move_recovery_step
from services.office import Office
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.waive_recovery_step import WaiveRecoveryStep, waive_recovery_step
from tests.builders.escalations import a_request
from tests.builders.office import COLLEAGUES
from tests.lifecycle.act import Act, owed

LENGTHS = tuple(timedelta(hours=hours) for hours in (-1, 1, 5, 30, 400))


def _a_step(by: str, now: datetime, chance: Random) -> PlannedStep:
    owner = chance.choice((by, *COLLEAGUES))
    return PlannedStep(f"Roll it back ({a_request()})", owner, now + abs(chance.choice(LENGTHS)))


def _set_plan(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    steps = tuple(_a_step(by, now, chance) for _ in range(chance.choice((1, 1, 3))))
    set_plan(office, SetPlan(a_request(), of, by, steps), now)


def _change_plan(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    with office.database.read() as session:
        plan = list(escalations.plan_of(session, of))
    if not plan:
        return
    step = chance.choice(plan)
    wanted = PlannedStep(
        chance.choice((step.what, f"Rebuild it ({a_request()})")),
        chance.choice((step.owner, *COLLEAGUES)),
        chance.choice((step.due_at, now + chance.choice(LENGTHS))),
    )
    because = chance.choice((None, "The vendor does it"))
    seen = step.revision - chance.choice((0, 0, 0, 1))
    becomes = chance.choice(list(Becomes))
    change_plan(office, ChangePlan(a_request(), of, by, step.id, seen, becomes, wanted, because), now)


def _finish_step(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    asked = owed(office, of, DeadlineKind.STEP)
    if asked:
        finish_step(office, of, chance.choice(asked).id, by=by, now=now)


def _open_step(office: Office, of: int, chance: Random) -> OpenStep | None:
    with office.database.read() as session:
        still = recovery.open_steps(session, of)
    return chance.choice(still) if still else None


def _finish_recovery_step(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    one = _open_step(office, of, chance)
    if one is not None:
        channel = "call" if one.step.spoken else chance.choice((None, "call", "email"))
        holds = chance.choice((True, True, False)) if one.step.doubtful else None
        done = FinishRecoveryStep(
            a_request(), of, by, one.step.id, channel, "Priya Raman", "All is well", holds=holds
        )
        finish_recovery_step(office, done, now)


def _move_recovery_step(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    one = _open_step(office, of, chance)
    if one is not None:
        due_at = now + chance.choice(LENGTHS)
        owner = chance.choice((None, *COLLEAGUES))
        why = chance.choice((None, "They are on holiday"))
        move_recovery_step(
            office, MoveRecoveryStep(a_request(), of, by, one.step.id, due_at, owner, why), now
        )


def _waive_recovery_step(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    one = _open_step(office, of, chance)
    if one is not None:
        why = chance.choice(("", "They want to hear no more of it"))
        waive_recovery_step(office, WaiveRecoveryStep(a_request(), of, by, one.step.id, why), now)


PLANS: Mapping[str, Act] = {
    "change_plan": _change_plan,
    "finish_recovery_step": _finish_recovery_step,
    "finish_step": _finish_step,
    "move_recovery_step": _move_recovery_step,
    "set_plan": _set_plan,
    "waive_recovery_step": _waive_recovery_step,
}
