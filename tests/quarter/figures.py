"""What the quarter cost, counted: rows by table, what rang for whom on which day, nudges, memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import mean
from typing import cast

from sqlalchemy import Table, func, select

from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.tables import ALL
from tests.quarter.company import GROUP_OF
from tests.quarter.life import START, Quarter, bytes_on_disk

NUDGES = ("nudge", "recovery_due")
BY_THE_CLOCK = (*NUDGES, "digest")


@dataclass(frozen=True)
class Rang:
    """A message that called somebody: by name, or in a conversation with them alone."""

    person: str
    at: datetime
    template: str
    severity: str | None


@dataclass(frozen=True)
class Figures:
    """Everything the bounds speak of."""

    escalations: int
    rows: Mapping[str, int]
    edits: int
    bytes_on_disk: int
    nudges: Mapping[str, list[int]]
    """Until it was resolved, of each escalation, by severity."""
    rang: list[Rang]
    at_home: Counter[date]
    """New messages in the home channel outside threads, by day; the weekly line apart."""
    raised: Counter[date]
    people_days: Mapping[str, Mapping[date, int]]
    """How often it rang on each of somebody's working days, and on any other day on which it did."""
    working_days: Mapping[str, Collection[date]]

    def a_day(self, group: str) -> tuple[float, float, int]:
        """Of a group: on average on a working day, on all but one of twenty, and on the worst of all days."""
        days = [
            self.people_days[person].get(day, 0)
            for person in self.people_days
            if GROUP_OF[person] == group
            for day in self.working_days[person]
        ]
        total = sum(sum(self.people_days[one].values()) for one in self.people_days if GROUP_OF[one] == group)
        worst = max(
            (n for one in self.people_days if GROUP_OF[one] == group for n in self.people_days[one].values()),
            default=0,
        )
        return total / max(len(days), 1), sorted(days)[int(len(days) * 0.95)] if days else 0, worst


def figures_of(quarter: Quarter) -> Figures:
    """Count."""
    rang: list[Rang] = []
    at_home, raised, nudges = Counter[date](), Counter[date](), defaultdict[str, list[int]](list)
    roster = quarter.office.rulebook.current.roster
    rows: dict[str, int] = {}
    with quarter.office.database.read() as session:
        for model in ALL:
            table = cast(Table, model.__table__)
            rows[table.name] = session.scalar(select(func.count()).select_from(table)) or 0
        escalations = {row.id: row for row in session.scalars(select(Escalation))}
        messages = {
            row.op_id: row
            for row in session.execute(
                select(
                    OutboxMessage.op_id, OutboxMessage.escalation_id, OutboxMessage.lane, OutboxMessage.template,
                    OutboxMessage.created_at,
                )
            )
        }  # fmt: skip
    counted = Counter[int]()
    home = roster.channel(roster.home)
    for taken in quarter.slack.taken():
        row = messages[taken.op_id]
        of = escalations.get(row.escalation_id)
        rang += [Rang(who, row.created_at, row.template, of.severity if of else None) for who in taken.called]
        raised[row.created_at.date()] += row.template == "card"
        if taken.top_level and row.lane == home:
            at_home[row.created_at.date()] += row.template != "recovery_week"
        if row.template in NUDGES and of and row.created_at <= (of.ended_at or of.resolved_at or quarter.end):
            counted[of.id] += 1
    for of in escalations.values():
        nudges[of.severity].append(counted[of.id])
    people_days: dict[str, Counter[date]] = {person: Counter() for person in GROUP_OF}
    for one in rang:
        people_days[one.person][roster.person(one.person).calendar.local(one.at).date()] += 1
    working = {person: set(_working_days(quarter, person)) for person in GROUP_OF}
    return Figures(
        len(escalations), rows, quarter.slack.edits, bytes_on_disk(quarter.office) - quarter.bytes_at_first,
        nudges, rang, at_home, raised, people_days, working,
    )  # fmt: skip


def _working_days(quarter: Quarter, person: str) -> Iterator[date]:
    calendar = quarter.office.rulebook.current.roster.person(person).calendar
    for day in range(quarter.weeks * 7):
        noon = datetime.combine(START + timedelta(days=day), START.time(), UTC) + timedelta(hours=8)
        if calendar.on_duty(noon):
            yield calendar.local(noon).date()


def outside_hours(quarter: Quarter, rang: Iterable[Rang], severities: Collection[str]) -> list[Rang]:
    """What the clock rang for at these severities while whoever it called was not at work."""
    roster = quarter.office.rulebook.current.roster
    return [
        one
        for one in rang
        if one.severity in severities
        and one.template in NUDGES
        and roster.person(one.person).calendar.in_hours(one.at) != one.at
    ]


def digests(
    rang: Iterable[Rang], quarter: Quarter, working: Mapping[str, Collection[date]]
) -> tuple[int, int]:
    """The most on one day of one person, and how many came on a day that is not worked."""
    roster = quarter.office.rulebook.current.roster
    days = Counter(
        (one.person, roster.person(one.person).calendar.local(one.at).date())
        for one in rang
        if one.template == "digest"
    )
    return max(days.values(), default=0), sum(
        n for (person, day), n in days.items() if day not in working[person]
    )


def on_average(figures: Iterable[int]) -> float:
    """Their mean; 0 where there are none."""
    return mean(list(figures) or [0])
