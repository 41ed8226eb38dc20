"""G10: the App Home of somebody who owns five hundred, against fifty: read and worded."""

from __future__ import annotations

from collections.abc import Iterator

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, populate
from bench.verdict import Bound, Verdict, ratio, seconds
from message_templates import limits, render
from services.lookups.home import home
from services.office import Office
from tests.builders.office import CASEY, MAYA

FEW, MANY = 50, 500
TIMES = 5


def measure() -> Iterator[Verdict]:
    """The owner's, and that of a manager who has all of it in the team."""
    for name in DATABASES:
        with an_office_on(name) as small, an_office_on(name) as large:
            populate(small, FEW)
            populate(large, MANY)
            for who, person in (("who owns them", CASEY), ("of their manager", MAYA)):
                _shown(small, person), _shown(large, person)
                many, few, times = ratio(
                    lambda who=person: _shown(large, who),  # type: ignore[misc]
                    lambda who=person: _shown(small, who),  # type: ignore[misc]
                    rounds=9,
                )
                what = f"{name}: the App Home {who}, {MANY} against {FEW}"
                yield Verdict(
                    what, times, " ×", Bound.AT_MOST, 2, f"{few * 1000:.0f} and {many * 1000:.0f} ms"
                )


def _shown(office: Office, person: str) -> float:
    def show() -> None:
        for _ in range(TIMES):
            render("home", home(office, by=person, now=DUE), most=limits.VIEW_BLOCKS)

    return seconds(show) / TIMES
