"""The other side: the same world lived through by the real services on a real database, and what it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import deadlines
from models.queries.escalations import next_step_after
from policy.kinds import DeadlineKind, Standing
from services.acknowledge import Acknowledge, acknowledge
from services.answer_ask import answer_ask
from services.assemble_team import AssembleTeam, assemble_team
from services.close_out import WriteCloseOut
from services.confirm_resolution import ConfirmResolution, confirm_resolution
from services.finish_step import finish_step
from services.follow_up import FollowUp, follow_up
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.resolve import resolve
from services.send_digests import next_morning, send_digests
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.take_due_steps import take_due_steps
from services.tell_customer import Told
from tests.builders.escalations import a_request, a_resolution, an_escalation, is_triaged
from tests.builders.escalations import told as what_was_told
from tests.builders.office import CHANNELS, an_office
from tests.builders.second_eyes import closes_out
from tests.oracle.crowds import Gathered
from tests.oracle.expected import Item, Said
from tests.oracle.worlds import Act, Case, World

CHANNEL_KEYS = {"CHOME": "escalations", "CTIER2": "tier_2", "CTIER3": "tier_3", "CEXEC": "tier_4",
                "CSUPPORT": "support", "CPRODUCT": "product", "CENGINEERING": "engineering"}  # fmt: skip
assert set(CHANNEL_KEYS) <= set(CHANNELS.values())


@dataclass(frozen=True)
class Lived:
    """What was said of each case, in the order of the world's cases, and of several at once; digests as moment and
    person."""

    said: list[list[Said]]
    gathered: list[Gathered]
    digests: list[tuple[datetime, str]]


def live_through(world: World, database_url: str, folder: Path, policy: str | Path) -> Lived:
    """Let the world happen: people act, and the clock is moved from step to step."""
    team = folder / f"team-{world.seed}.toml"
    team.write_text(world.team)
    office = an_office(database_url, policy, team)
    send_digests(office, world.start)
    ids: dict[int, int] = {}
    now = world.start
    happenings = sorted(_happenings(world), key=lambda happening: happening[0])
    for at, together in groupby(happenings, key=lambda happening: happening[0]):
        _let_pass(office, world, now, at)
        for _, number, act in together:
            if act is None:
                ids[number] = _opened(office, world.cases[number])
            else:
                _act(office, ids[number], world.cases[number], act)
            take_due_steps(office, at)
        now = at
    _let_pass(office, world, now, world.end)
    lived = _what_was_said(office, [ids[number] for number in range(len(world.cases))])
    office.database.close()
    return lived


def _happenings(world: World) -> Iterator[tuple[datetime, int, Act | None]]:
    for number, case in enumerate(world.cases):
        yield case.opened_at, number, None
        for act in case.acts:
            yield act.at, number, act


def _let_pass(office: Office, world: World, since: datetime, until: datetime) -> None:
    now = since
    while True:
        with office.database.read() as session:
            moments = (next_step_after(session, now), next_morning(office, now))
        following = min((at for at in moments if at is not None), default=None)
        if following is None or world.awake(following) > until:
            return
        now = world.awake(following)
        take_due_steps(office, now)
        send_digests(office, now)


def _opened(office: Office, case: Case) -> int:
    return an_escalation(
        office, case.opened_at, case.severity, by=case.dri, dri=case.dri, reached_at=case.reached_at
    )


def _act(office: Office, escalation_id: int, case: Case, act: Act) -> None:
    key, by, at = a_request(), case.dri, act.at
    told: Told | None = None
    if act.told_at is not None:
        later = "Agreed with the customer"
        told = what_was_told(told_at=act.told_at, next_update_at=act.promised_at, later_reason=later)
    if act.verb == "acknowledge" and told is not None:
        acknowledge(office, Acknowledge(key, escalation_id, by, told), at)
    elif act.verb == "update" and told is not None and _update_owed(office, escalation_id):
        post_update(office, PostUpdate(key, escalation_id, by, told), at)
    elif act.verb == "resolve":
        resolve(office, a_resolution(escalation_id, request_key=key, by=by, told=told), at)
    elif act.verb in ("follow_up", "close_out", "confirm"):
        _afterwards(office, escalation_id, act, key, by)
    elif act.verb == "plan":
        assert act.promised_at is not None
        step = PlannedStep("Find the cause", act.owner, act.promised_at)
        set_plan(office, SetPlan(key, escalation_id, by, (step,)), at)
    elif act.verb == "done":
        for step_promise in _open(office, escalation_id, DeadlineKind.STEP)[:1]:
            finish_step(office, escalation_id, step_promise.id, by=by, now=at)
    elif act.verb == "triage":
        # Of a cause that is known: one that is not goes up by a path rule, of which the oracle knows nothing.
        is_triaged(office, escalation_id, at, cause_type="configuration")
    elif act.verb == "team":
        assemble_team(office, AssembleTeam(key, escalation_id, by, (by,)), at)
    elif act.verb == "answer":
        for ask in _open(office, escalation_id, DeadlineKind.ASK)[:1]:
            answer_ask(office, escalation_id, ask.id, by=ask.owner, answer="Seen", named=None, now=at)


def _open(office: Office, escalation_id: int, kind: DeadlineKind) -> list[Deadline]:
    """Open promises of a kind, the oldest first."""
    with office.database.read() as session:
        found = [row for row in deadlines.open_of(session, escalation_id) if row.kind is kind]
    return sorted(found, key=lambda row: row.id)


def _update_owed(office: Office, escalation_id: int) -> bool:
    """Not where a follow-up has told them by now that it is solved."""
    with office.database.read() as session:
        escalation = session.get_one(Escalation, escalation_id)
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        return escalation.live or owed is not None


def _afterwards(office: Office, escalation_id: int, act: Act, key: str, by: str) -> None:
    """Only what is owed by then, and a follow-up not before its time: the verbs refuse what is not."""
    kind = {"follow_up": DeadlineKind.FOLLOW_UP, "close_out": DeadlineKind.CLOSE_OUT}.get(
        act.verb, DeadlineKind.CONFIRMATION
    )
    with office.database.read() as session:
        owed = deadlines.open_of_kind(session, escalation_id, kind)
    if owed is None or (owed.opens_at is not None and act.at < owed.opens_at):
        return
    if kind is DeadlineKind.FOLLOW_UP:
        told = what_was_told("It has stayed solved")
        follow_up(office, FollowUp(key, escalation_id, by, told, Standing.STABLE), act.at)
    elif kind is DeadlineKind.CLOSE_OUT:
        link = "https://bugs.example/1"
        written = WriteCloseOut(key, escalation_id, by, "a", "b", "c", "d", "e", "f", link)
        closes_out(office, written, act.at)
    else:
        confirm_resolution(office, ConfirmResolution(key, escalation_id, by, "Priya"), act.at)


def _what_was_said(office: Office, ids: list[int]) -> Lived:
    with office.database.read() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        promises = session.scalars(select(Deadline)).all()
        cards = {row.id: row.card_id for row in session.scalars(select(Escalation))}
    asks = {row.ask_message_id: row.due_at for row in promises if row.ask_message_id is not None}
    subjects = {row.id: row.subject for row in promises}
    messages = {row.id: row for row in rows}
    said: dict[int, list[Said]] = {escalation_id: [] for escalation_id in ids}
    digests, gathered = [], []
    cases = {escalation_id: number for number, escalation_id in enumerate(ids)}
    for row in rows:
        context: dict[str, Any] = row.context or {}
        if row.template == "digest":
            digests.append((row.created_at, context["person"]))
        elif row.template == "recovery_week":
            continue  # a line about everybody's, not one escalation's: it has tests of its own
        elif row.template == "nudges_gathered":
            theirs = ((cases[item["escalation_id"]], _item(item, subjects)) for item in context["items"])
            place, late = CHANNEL_KEYS[row.lane], context["late_minutes"]
            gathered.append(Gathered(row.created_at, place, context["person"], tuple(sorted(theirs)), late))
        elif row.escalation_id is None:
            raise AssertionError(f"nobody expected {row.template}: {context}")
        elif row.template in ("tier_notified", "tier_climbed"):
            climb = row.template == "tier_climbed"
            said[row.escalation_id].append(
                Said(
                    row.created_at,
                    "climb" if climb else "call",
                    CHANNEL_KEYS[row.lane],
                    context["person"],
                    context["tier"] if climb else None,
                    asks.get(row.id),
                )
            )
        elif row.template in ("nudge", "recovery_due"):
            in_thread = row.thread_of == cards[row.escalation_id]
            if row.lane == f"dm:{context['person']}":
                place = "dm"
            else:
                place = "thread" if in_thread else CHANNEL_KEYS[messages[row.thread_of or 0].lane]
            items = tuple(sorted(_item(item, subjects) for item in context["items"]))
            late = context["late_minutes"]
            nudge = Said(row.created_at, "nudge", place, context["person"], items=items, late=late)
            said[row.escalation_id].append(nudge)
    return Lived([said[escalation_id] for escalation_id in ids], gathered, digests)


def _item(item: dict[str, Any], subjects: dict[int, str | None]) -> Item:
    # A step of the plan has no name that the oracle could know.
    subject = item["ask"] or (item["kind"] != "step" and subjects[item["deadline_id"]])
    what = f"{item['kind']}:{subject}" if subject else item["kind"]
    return Item(what, item["step"], datetime.fromtimestamp(item["due"], UTC), item["overdue_minutes"])
