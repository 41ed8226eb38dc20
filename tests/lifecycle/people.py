"""What people do, each as one act with what chance chose: a verb of the services, at a moment, by somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from models.queries import deadlines
from policy.kinds import DeadlineKind
from services.accept import accept
from services.acknowledge import Acknowledge, acknowledge
from services.answer_ask import answer_ask
from services.assemble_team import AssembleTeam, assemble_team
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.resolve import Resolve, resolve
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.tell_customer import Told
from tests.builders.escalations import a_request

Act = Callable[[Office, int, str, datetime, Random], None]
"""Somebody (a user id) does it to an escalation; whatever the service refuses is raised."""


def _told(now: datetime, chance: Random) -> Told:
    earlier = timedelta(minutes=chance.choice((0, 0, 0, 5, 40)))
    promised = chance.choice((None, None, timedelta(minutes=30), timedelta(days=3)))
    return Told(
        words="We are at it",
        channel=chance.choice(("call", "email", "portal")),
        recipients="Priya Raman",
        told_at=now - earlier,
        next_update_at=None if promised is None else now + promised,
        later_reason="Agreed with the customer" if promised else None,
    )


def _accept(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    accept(office, of, by=by, now=now)


def _acknowledge(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    acknowledge(office, Acknowledge(a_request(), of, by, _told(now, chance)), now)


def _post_update(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    post_update(office, PostUpdate(a_request(), of, by, _told(now, chance)), now)


def _assemble_team(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    assemble_team(
        office, AssembleTeam(a_request(), of, by, tuple({by, chance.choice(("UELIF", "UEMIL"))})), now
    )


def _set_plan(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    due_at = now + timedelta(hours=chance.choice((1, 5, 30)))
    set_plan(office, SetPlan(a_request(), of, by, (PlannedStep("Roll it back", by, due_at),)), now)


def _answer(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    with office.database.read() as session:
        asks = [row for row in deadlines.open_of(session, of) if row.kind is DeadlineKind.ASK]
    if asks:
        answer_ask(office, of, asks[0].id, by=by, answer="Seen", named=None, now=now)


def _resolve(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    told = _told(now, chance) if chance.random() < 0.7 else None
    resolve(office, Resolve(a_request(), of, by, "The store was full", told), now)


ACTS: Mapping[str, Act] = {
    "accept": _accept,
    "acknowledge": _acknowledge,
    "answer_ask": _answer,
    "assemble_team": _assemble_team,
    "post_update": _post_update,
    "resolve": _resolve,
    "set_plan": _set_plan,
}
