"""G3: 64 forms at once in one process; then the process is killed, and every one that was answered must be there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from sqlalchemy import create_engine, select

from bench.databases import DATABASES
from bench.population import ESCALATIONS
from bench.slack_requests import Client, Intake, NotTakenError
from bench.stand_in import a_stand_in
from bench.verdict import Bound, Verdict, p99
from bench.web_process import a_web_process

FORMS = 64
ROUNDS = 5


def measure() -> Iterator[Verdict]:
    """The intake form. The last round is answered in part: the process is killed in the middle of it."""
    intake = Intake()
    for name, new in DATABASES.items():
        answered: list[str] = []
        took: list[float] = []
        with new() as url, a_stand_in(0.0) as slack, a_web_process(url, slack.api_url) as (process, port):

            def send(customer: str, port: int = port, answered: list[str] = answered) -> float | None:
                body = intake.form(customer)
                try:
                    seconds = Client(port).send(body)
                except (OSError, HTTPException, NotTakenError):
                    return None
                answered.append(customer)
                return seconds

            with ThreadPoolExecutor(FORMS) as pool:
                for turn in range(ROUNDS + 1):
                    seconds = list(pool.map(send, [f"R{turn}N{number}" for number in range(FORMS)]))
                    if turn:  # the first one warms up
                        took += [second for second in seconds if second is not None]
                lost = FORMS * ROUNDS - len(took)
                last = [pool.submit(send, f"LAST{number}") for number in range(FORMS)]
                time.sleep(p99(took) * 0.6)
                process.kill()
                cut = sum(1 for one in last if one.result() is None)
            engine = create_engine(url)
            with engine.connect() as connection:
                there = set(connection.scalars(select(ESCALATIONS.c.customer)))
            engine.dispose()
        missing = len(set(answered) - there)
        yield Verdict(f"{name}: {FORMS} forms at once, p99", p99(took) * 1000, " ms", Bound.AT_MOST, 500)
        yield Verdict(
            f"{name}: forms not taken, or answered and gone after SIGKILL",
            lost + missing, "", Bound.AT_MOST, 0, f"{len(answered)} answered, {cut} cut off",
        )  # fmt: skip
