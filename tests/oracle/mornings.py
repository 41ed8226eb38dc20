"""The mornings: who should have a digest on which day, from all that was promised in a world. Rows X18 and Y9."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from tests.oracle.company import Company, Somebody
from tests.oracle.expected import Walk
from tests.oracle.promised import Promise, Row, clock_of
from tests.oracle.worlds import World


def mornings(
    world: World, policy: Row, company: Company, walks: Iterable[Walk]
) -> Iterator[tuple[datetime, str]]:
    """Moment and person, on each day that somebody works: at the time of day, or once the bot is back that day."""
    promises = [promise for walk in walks for promise in walk.every]
    leading = company.holders(policy["digest"]["managers"])
    for somebody in company.everybody():
        for day in somebody.work.days:
            morning = somebody.work.on_day(day, clock_of(policy["digest"]["at"]))
            at = world.awake(morning)
            too_late = at.astimezone(somebody.work.zone).date() > day
            if too_late or not world.start < morning <= at <= world.end or somebody.away(at):
                continue
            open_then = [promise for promise in promises if _open(promise, at)]
            week = policy["recovery"]["week"]
            before = datetime.combine(day, time(), somebody.work.zone).astimezone(UTC) - timedelta(minutes=1)
            weekly = somebody.work.on_weekdays(before, week["on"], clock_of(week["at"]))
            if _has_anything(
                somebody,
                open_then,
                company,
                at,
                leads=somebody.name in leading,
                speaks_of_recovery=weekly.astimezone(somebody.work.zone).date() == day,
            ):
                yield at, somebody.name


def _open(promise: Promise, at: datetime) -> bool:
    """The digest comes after what the clock does in that moment, and before what people do in it."""
    made = promise.made_at < at or (promise.made_by_the_clock and promise.made_at == at)
    return made and (promise.settled_at is None or promise.settled_at >= at)


def _has_anything(
    somebody: Somebody,
    promises: Sequence[Promise],
    company: Company,
    at: datetime,
    *,
    leads: bool,
    speaks_of_recovery: bool,
) -> bool:
    today = at.astimezone(somebody.work.zone).date()
    for promise in promises:
        owner = company[promise.owner]
        mine = owner is somebody or (owner.cover == somebody.name and owner.away(at))
        is_today = promise.due.astimezone(somebody.work.zone).date() <= today
        of_recovery = (
            promise.place == "dm"
        )  # once a week in one's own; the team's has the line in the home channel
        if of_recovery and not (mine and speaks_of_recovery):
            continue
        if (mine and is_today) or (leads and not mine and (is_today or promise.what.startswith("ask:"))):
            return True
    return False
