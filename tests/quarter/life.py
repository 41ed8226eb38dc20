"""The quarter itself: escalations come, people act, the clock goes from step to step, everything is delivered."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import select, text

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries.escalations import next_step_after
from policy.kinds import HEARDS_OWN, DeadlineKind
from services.deliver import DeliveryReport, Desk
from services.delivery.desk import Pace
from services.know_person import know_person, known_person
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.see_to_absences import see_to_absences
from services.send_digests import next_morning, send_digests
from services.take_due_steps import take_due_steps
from services.undo_offers import end_offers
from services.upkeep.audit import findings_of
from services.upkeep.tell_ops import TellOps
from services.wording.contexts import Wording
from tests.builders.escalations import an_escalation
from tests.lifecycle.act import Act, seen
from tests.lifecycle.invariants import faults
from tests.quarter.besides import besides
from tests.quarter.company import DRIS, a_company
from tests.quarter.keeping import KEEP
from tests.quarter.promptness import kept_at
from tests.quarter.slack import CountingSlack, delivered

START = datetime(2026, 9, 28, 6, 0, tzinfo=UTC)
"""A Monday; Europe's and New York's clocks change within five weeks."""
WEEK = timedelta(weeks=1)
A_SECOND = timedelta(seconds=1)
WARM_AFTER = 2
"""Weeks until everything that is kept in memory is there."""
SEVERITIES, SHARES = ("sev1", "sev2", "sev3", "sev4"), (6, 19, 45, 30)
CUSTOMERS = 60
LEAVES = DRIS[2].user_id
"""Whose last day at the company is in the middle of the quarter."""
AT_ONCE = Pace(between_posts=0.0, between_edits=0.0, per_minute={})


@dataclass
class Quarter:
    """A company's quarter, to be lived through once."""

    office: Office
    slack: CountingSlack
    desk: Desk
    random: Random
    weeks: int
    bytes_at_first: int
    now: datetime = START
    report: DeliveryReport = field(default_factory=DeliveryReport)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    """The process's memory at the end of each week."""
    forms: int = 0
    _agenda: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _seen: int = 0

    @property
    def end(self) -> datetime:
        """When it is over."""
        return START + self.weeks * WEEK

    def live(self) -> None:
        """From the first day to the last."""
        while (following := self._next()) <= self.end:
            self.now = following
            while self._agenda and self._agenda[0][0] <= following:
                heappop(self._agenda)[2]()
            self._clock()
        self.now = self.end

    def plan(self, at: datetime, what: Callable[[], None]) -> None:
        """Let it happen at that moment, or at the next."""
        heappush(self._agenda, (max(at, self.now), next(self._order), what))

    def _next(self) -> datetime:
        with self.office.database.read() as session:
            step = next_step_after(session, self.now)
        moments = (step, next_morning(self.office, self.now), self._agenda[0][0] if self._agenda else None)
        return min((at for at in moments if at is not None), default=self.end + A_SECOND)

    def _clock(self) -> None:
        """What the scheduler does in such a moment, and delivery after it."""
        take_due_steps(self.office, self.now)
        send_digests(self.office, self.now)
        see_to_absences(self.office, self.now)
        end_offers(self.office, self.now)
        self._will_keep()
        delivered(self.desk, self.report)

    def _will_keep(self) -> None:
        """Whoever has a new promise knows by now when they will keep it."""
        fresh = select(Deadline).where(Deadline.id > self._seen).order_by(Deadline.id)
        with self.office.database.read() as session:
            rows = session.scalars(fresh).all()
            grave = {
                row.id for row in rows if session.get_one(Escalation, row.escalation_id).severity == "sev1"
            }
        for row in rows:
            self._seen = row.id
            if row.kind in HEARDS_OWN or (
                row.kind is DeadlineKind.CONFIRMATION and self.random.random() < 0.4
            ):
                continue
            calendar = self.office.rulebook.current.roster.person(row.owner).calendar
            day_and_night = row.id in grave and row.kind is not DeadlineKind.RECOVERY
            at = kept_at(self.random, row, calendar, day_and_night=day_and_night)
            self.plan(at, partial(self._keep, row.id))

    def _keep(self, deadline_id: int) -> None:
        with self.office.database.read() as session:
            row = session.get_one(Deadline, deadline_id)
        if row.settled_at is not None:
            return
        roster = self.office.rulebook.current.roster
        by = row.owner
        if not roster.person(by).reachable(self.now):
            stands_in = seen(self.office, row.escalation_id).cover_at(self.now)
            if stands_in is None:
                self.plan(roster.person(by).calendar.back_at(self.now), partial(self._keep, deadline_id))
                return
            by = stands_in
        self._try(lambda: KEEP[row.kind](self.office, row, by, self.now, self.random))
        self.plan(self.now + timedelta(days=1), partial(self._keep, deadline_id))  # where it was refused

    def _open(self, severity: str, customer: str, dri: str) -> None:
        reached = self.now - timedelta(minutes=self.random.choice((0, 0, 10, 40)))
        by = self.random.choice((dri, dri, self.random.choice(DRIS).user_id))
        roster = self.office.rulebook.current.roster
        here = [
            person for person in (dri, by, "UCASEY", "UMAYA") if roster.person(person).reachable(self.now)
        ]
        of = an_escalation(
            self.office, self.now, severity, customer=customer, reached_at=reached, by=here[0], dri=here[0]
        )
        self.forms += 1
        for at, act in besides(self.random, severity, self.now):
            self.plan(at, partial(self._besides, of, act))

    def _besides(self, of: int, act: Act) -> None:
        by = seen(self.office, of).dri
        self._try(lambda: act(self.office, of, by, self.now, self.random))

    def _try(self, what: Callable[[], None]) -> None:
        self.forms += 1
        try:
            what()
        except (Refused, RefusedFields) as refused:
            self.refused[getattr(refused, "key", str(refused))] += 1

    def _look(self) -> None:
        """Once a week: what the auditor and the invariants say, and how large this process is."""
        self.faults += faults(self.office)
        found = findings_of(self.office.database, self.now - timedelta(minutes=1))
        self.faults += [f"the auditor: {one}" for one in found]
        gc.collect()
        self.megabytes.append(_megabytes())

    def _leaves(self, who: str) -> None:
        """Slack says that the account is closed, and the rules are read anew."""
        known = known_person(self.office, who)
        assert known is not None
        self.slack.gone.add(who)
        know_person(self.office, replace(known, active=False), self.now, seen_at=2e9)
        rules = self.office.rulebook.current
        people = {**rules.roster.people, who: replace(rules.roster.person(who), active=False)}
        self.office.rulebook.replace(replace(rules, roster=replace(rules.roster, people=people)))

    def fill(self, escalations: int) -> None:
        """Decide what comes when: grave ones at any hour, the others while their DRI works."""
        for week in range(1, self.weeks + 1):
            self.plan(START + week * WEEK - A_SECOND, self._look)
        for day in range(self.weeks * 7):
            self.plan(datetime.combine(START + timedelta(days=day), time(0, 1), UTC), lambda: None)
        self.plan(START + self.weeks * WEEK / 2, partial(self._leaves, LEAVES))
        roster = self.office.rulebook.current.roster
        for _ in range(escalations):
            severity = self.random.choices(SEVERITIES, SHARES)[0]
            dri = self.random.choice(DRIS).user_id
            at = START + self.random.random() * self.weeks * WEEK
            if severity != "sev1":
                at = roster.person(dri).calendar.next_open(at) + timedelta(minutes=self.random.randrange(400))
            customer = f"Customer {self.random.randrange(CUSTOMERS)}"
            self.plan(at, partial(self._open, severity, customer, dri))


def a_quarter(url: str, folder: Path, *, seed: int, escalations: int, weeks: int) -> Quarter:
    """On an empty, migrated database, lived through. `folder` is for the team file and Slack's log."""
    random = Random(seed)
    office = a_company(url, folder, random, START, weeks * WEEK)
    slack = CountingSlack(office.rulebook.current.roster, folder / "slack.jsonl")
    quarter: Quarter
    desk = Desk(
        database=office.database,
        slack=slack,
        word=Wording(office.rulebook, lambda: quarter.now),
        tell_ops=TellOps(office.rulebook),
        now=lambda: quarter.now,
        holder="quarter",
        pace=AT_ONCE,
    )
    quarter = Quarter(office, slack, desk, random, weeks, bytes_on_disk(office))
    quarter.fill(escalations)
    send_digests(office, START)
    quarter.live()
    return quarter


def bytes_on_disk(office: Office) -> int:
    """How large the database is, tables and indexes."""
    size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    if not office.database.is_sqlite:
        size = (
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
    with office.database.read() as session:
        return int(session.scalar(text(size)) or 0)


def _megabytes() -> float:
    """Of this process, in memory now."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in status if row.startswith("VmRSS")) / 1024
