"""G2: a committed form, against the same server's bare acknowledgement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bench.databases import DATABASES
from bench.slack_requests import Intake, a_command, rate
from bench.stand_in import a_stand_in
from bench.verdict import Bound, Verdict, ratio
from bench.web_process import a_web_process

SECONDS = 2.0
AT_ONCE = 4


def measure() -> Iterator[Verdict]:
    """The intake form, which writes most of all: the record, its promises, and everybody who is told."""
    for name, new in DATABASES.items():
        intake, numbers = Intake(), count(1)
        with new() as url, a_stand_in(0.0) as slack, a_web_process(url, slack.api_url) as (_, port):

            def ours(port: int = port, intake: Intake = intake, numbers: count[int] = numbers) -> float:
                return rate(port, lambda: intake.form(f"C{next(numbers)}"), seconds=SECONDS, at_once=AT_ONCE)

            def bare(port: int = port) -> float:
                return rate(port, lambda: a_command("help"), path="/bare", seconds=SECONDS, at_once=AT_ONCE)

            ours(), bare()
            whole, alone, share = ratio(ours, bare)
            yield Verdict(
                f"{name}: a committed intake form, of a bare acknowledgement",
                share * 100, " %", Bound.AT_LEAST, 50, f"{whole:.0f} and {alone:.0f} a second",
            )  # fmt: skip
