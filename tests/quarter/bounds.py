"""The bounds of docs/performance.md, as they were written before the first run, and how each is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.quarter.figures import Figures, digests, on_average, outside_hours
from tests.quarter.life import WARM_AFTER, Quarter

A_DAY: Mapping[str, tuple[float, float, float]] = {
    "DRI": (5, 12, 30),
    "manager": (5, 12, 25),
    "director": (3, 6, 15),
    "executive": (1, 3, 10),
}
"""How often it may ring on a working day: on average, on 19 days of 20, on the worst."""

NUDGED: Mapping[str, tuple[float, float]] = {
    "sev1": (8, 30),
    "sev2": (8, 20),
    "sev3": (7, 20),
    "sev4": (2, 8),
}
"""Nudges until an escalation is resolved: on average, and the worst. At SEV-2 one more on average since the executive
sponsor is called in by rules: their call, their letter and what they promise are asked for as well."""

EACH: Mapping[str, float] = {"deadlines": 40, "outbox": 55, "timeline": 80}
"""Rows an escalation, digests apart."""
OF_EACH = ("told", "handled_requests", "customer_contacts", "plan_steps", "recovery_steps", "findings", "notes",
           "followers", "hand_overs", "resolutions", "close_outs", "triages", "waiting_periods")  # fmt: skip
OTHERS, EDITS, KILOBYTES, MEGABYTES = 60, 110, 200, 20
AT_HOME, FOR_EACH_RAISED = 6, 2


@dataclass(frozen=True)
class Kept:
    """One bound: what was counted, and the most it may be."""

    what: str
    counted: float
    at_most: float

    @property
    def met(self) -> bool:
        """Whether it is within."""
        return self.counted <= self.at_most


def kept(quarter: Quarter, figures: Figures) -> Iterator[Kept]:
    """Every bound, in the order of the page."""
    rows, each = figures.rows, figures.escalations
    digests_said = sum(one.template == "digest" for one in figures.rang)
    for table, bound in EACH.items():
        counted = rows[table] - (digests_said if table == "outbox" else 0)
        yield Kept(f"{table} an escalation", counted / each, bound)
    yield Kept("other rows an escalation", sum(rows[table] for table in OF_EACH) / each, OTHERS)
    yield Kept("edits an escalation", figures.edits / each, EDITS)
    roster = quarter.office.rulebook.current.roster
    places = len(roster.channels) + len(roster.people) + rows["own_channels"] + rows["canvases"]
    yield Kept("lanes", rows["lanes"], places)
    yield Kept("rows kept to take something back", rows["undoables"], 0)
    yield Kept("KB on disk an escalation", figures.bytes_on_disk / 1024 / each, KILOBYTES)
    grown = quarter.megabytes[-1] - quarter.megabytes[WARM_AFTER - 1]
    yield Kept(f"MB more memory since week {WARM_AFTER}", grown, MEGABYTES)
    for severity, (average, worst) in NUDGED.items():
        nudges = figures.nudges.get(severity, [])
        yield Kept(f"nudges of a {severity} on average", on_average(nudges), average)
        yield Kept(f"nudges of the worst {severity}", max(nudges, default=0), worst)
    for group, (average, often, worst) in A_DAY.items():
        of_all, of_most, of_worst = figures.a_day(group)
        yield Kept(f"rings for a {group} on a day, on average", of_all, average)
        yield Kept(f"rings for a {group} on 19 days of 20", of_most, often)
        yield Kept(f"rings for a {group} on the worst day", of_worst, worst)
    most, off_days = digests(figures.rang, quarter, figures.working_days)
    yield Kept("digests of a person on a day", most, 1)
    yield Kept("digests on days that are not worked", off_days, 0)
    late = outside_hours(quarter, figures.rang, ("sev3", "sev4"))
    yield Kept("SEV-3 and SEV-4 rings outside hours", len(late), 0)
    days = quarter.weeks * 5
    yield Kept("new messages at home on a day, on average", figures.at_home.total() / days, AT_HOME)
    each_day = [count / max(figures.raised[day], 1) for day, count in figures.at_home.items()]
    yield Kept("new messages at home for one raised that day", max(each_day, default=0), FOR_EACH_RAISED)
    yield Kept("given up", quarter.report.given_up, 0)
    yield Kept("faults", len(quarter.faults), 0)
