"""G1: acknowledging `/escalate` in the whole app, against a bare Bolt listener on the same server."""

from __future__ import annotations

from collections.abc import Iterator

from bench.databases import DATABASES
from bench.slack_requests import a_command, rate
from bench.stand_in import a_stand_in
from bench.verdict import Bound, Verdict, ratio
from bench.web_process import a_web_process

SECONDS = 2.0
AT_ONCE = 4


def measure() -> Iterator[Verdict]:
    """`/escalate help`, which reads who asks and answers in the reply; no call to Slack stands in it."""
    for name, new in DATABASES.items():
        with new() as url, a_stand_in(0.0) as slack, a_web_process(url, slack.api_url) as (_, port):

            def ours(port: int = port) -> float:
                return rate(port, lambda: a_command("help"), seconds=SECONDS, at_once=AT_ONCE)

            def bare(port: int = port) -> float:
                return rate(port, lambda: a_command("help"), path="/bare", seconds=SECONDS, at_once=AT_ONCE)

            ours(), bare()
            whole, alone, share = ratio(ours, bare)
            yield Verdict(
                f"{name}: acknowledging /escalate, of a bare listener",
                share * 100, " %", Bound.AT_LEAST, 80, f"{whole:.0f} and {alone:.0f} a second",
            )  # fmt: skip
