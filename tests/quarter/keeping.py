"""How each kind of promise is kept: the verb that a person would press, filled in plainly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from models.deadline import Deadline
from models.queries import recovery
from policy.kinds import DeadlineKind, Remedy, Standing
from services.accept_hand_over import accept_hand_over
from services.acknowledge import Acknowledge, acknowledge
from services.answer_ask import answer_ask
from services.approve_words import approve_words
from services.assemble_team import AssembleTeam, assemble_team
from services.close_out import WriteCloseOut
from services.confirm_resolution import ConfirmResolution, confirm_resolution
from services.decline_hand_over import DeclineHandOver, decline_hand_over
from services.finish_recovery_step import FinishRecoveryStep, finish_recovery_step
from services.finish_step import finish_step
from services.follow_up import FollowUp, follow_up
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.record_post_mortem import RecordPostMortem, record_post_mortem
from services.record_sponsor_call import RecordSponsorCall, record_sponsor_call
from services.record_sponsor_check import RecordSponsorCheck, record_sponsor_check
from services.record_sponsor_letter import RecordSponsorLetter, record_sponsor_letter
from services.resolve import resolve
from services.set_plan import PlannedStep, SetPlan, set_plan
from tests.builders.escalations import a_request, a_resolution, is_triaged, told
from tests.builders.second_eyes import carries_out, closes_out
from tests.quarter.company import ENGINEERS

Keep = Callable[[Office, Deadline, str, datetime, Random], None]
"""`by` keeps it; whatever the service refuses is raised."""


def _acknowledge(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    acknowledge(office, Acknowledge(a_request(), row.escalation_id, by, told("We have it")), now)


def _update(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    earlier = now - timedelta(minutes=chance.choice((0, 0, 0, 10)))
    said = told("Still working on it", told_at=max(earlier, row.made_at))
    post_update(office, PostUpdate(a_request(), row.escalation_id, by, said), now)


def _triage(office: Office, row: Deadline, _by: str, now: datetime, _chance: Random) -> None:
    is_triaged(office, row.escalation_id, now, cause_type="configuration")


def _team(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    engineer = chance.choice(ENGINEERS).user_id
    assemble_team(office, AssembleTeam(a_request(), row.escalation_id, by, (by, engineer)), now)


def _plan(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    longest = max(row.due_at - row.made_at, timedelta(hours=2))
    calendar = office.rulebook.current.roster.person(by).calendar
    steps = tuple(
        PlannedStep(
            f"Step {number}",
            chance.choice((by, chance.choice(ENGINEERS).user_id)),
            calendar.in_hours(now + timedelta(minutes=30) + chance.random() * longest),
        )
        for number in range(1, chance.choice((1, 2, 3)) + 1)
    )
    set_plan(office, SetPlan(a_request(), row.escalation_id, by, steps), now)


def _step(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    finish_step(office, row.escalation_id, row.id, by=by, now=now)


def _resolve(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    causes = [cause.key for cause in office.rulebook.current.policy.root_cause]
    ended = a_resolution(
        row.escalation_id,
        by=by,
        told=told("It is solved") if chance.random() < 0.85 else None,
        root_cause=chance.choice(causes),
        remedy=chance.choice((Remedy.FIX, Remedy.FIX, Remedy.WORKAROUND)),
        confirmed_by=chance.choice((None, "Priya Raman")),
    )
    resolve(office, ended, now)


def _follow_up(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    score = chance.choice((None, 7, 9))
    asked = FollowUp(a_request(), row.escalation_id, by, told("It has stayed solved"), Standing.STABLE, score)
    follow_up(office, asked, now)


def _close_out(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    parts = "a", "b", "c", "d", "e", "f", "https://bugs.example/1"
    closes_out(office, WriteCloseOut(a_request(), row.escalation_id, by, *parts), now)


def _post_mortem(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    record_post_mortem(office, RecordPostMortem(a_request(), row.escalation_id, by, "We looked"), now)


def _confirm(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    confirm_resolution(office, ConfirmResolution(a_request(), row.escalation_id, by, "Priya Raman"), now)


def _recovery(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    with office.database.read() as session:
        still = recovery.open_steps(session, row.escalation_id)
    for one in still:
        if one.deadline is not None and one.deadline.id == row.id:
            holds = chance.random() < 0.97 if one.step.doubtful else None
            channel = "call" if one.step.spoken else chance.choice((None, "email"))
            done = FinishRecoveryStep(
                a_request(),
                row.escalation_id,
                by,
                one.step.id,
                channel,
                "Priya Raman",
                "All is well",
                holds=holds,
            )
            finish_recovery_step(office, done, now)


def _ask(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    answer_ask(office, row.escalation_id, row.id, by=by, answer="Seen", named=None, now=now)


def _hand_over(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    if chance.random() < 0.8:
        accept_hand_over(office, row.escalation_id, row.id, by=by, now=now)
    else:
        no = DeclineHandOver(a_request(), row.escalation_id, row.id, by, "I have two of these")
        decline_hand_over(office, no, now)


def _sponsor_call(office: Office, row: Deadline, by: str, now: datetime, chance: Random) -> None:
    promised = chance.choice(((), ("Send them what changed",)))
    called = RecordSponsorCall(
        a_request(), row.escalation_id, by, told("We own it"), promised, now + timedelta(days=2)
    )
    record_sponsor_call(office, called, now)


def _sponsor_letter(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    wrote = RecordSponsorLetter(a_request(), row.escalation_id, by, told("As we agreed", channel="email"))
    carries_out(office, record_sponsor_letter, wrote, now)


def _sponsor_check(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    asked = RecordSponsorCheck(a_request(), row.escalation_id, by, told("They are content", channel="email"))
    record_sponsor_check(office, asked, now)


def _review(office: Office, row: Deadline, by: str, now: datetime, _chance: Random) -> None:
    approve_words(office, row.escalation_id, row.id, by=by, now=now)


KEEP: Mapping[DeadlineKind, Keep] = {
    DeadlineKind.ACKNOWLEDGE: _acknowledge,
    DeadlineKind.UPDATE: _update,
    DeadlineKind.TRIAGE: _triage,
    DeadlineKind.TEAM: _team,
    DeadlineKind.PLAN: _plan,
    DeadlineKind.STEP: _step,
    DeadlineKind.RESOLVE: _resolve,
    DeadlineKind.FOLLOW_UP: _follow_up,
    DeadlineKind.CLOSE_OUT: _close_out,
    DeadlineKind.CONFIRMATION: _confirm,
    DeadlineKind.POST_MORTEM: _post_mortem,
    DeadlineKind.RECOVERY: _recovery,
    DeadlineKind.ASK: _ask,
    DeadlineKind.HAND_OVER: _hand_over,
    DeadlineKind.REVIEW: _review,
    DeadlineKind.SPONSOR_CALL: _sponsor_call,
    DeadlineKind.SPONSOR_LETTER: _sponsor_letter,
    DeadlineKind.SPONSOR_CHECK: _sponsor_check,
}
