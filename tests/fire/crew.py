"""The processes of a drill: all of the program in one on SQLite, a `web` and three `worker`s on PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL, SIGSTOP
from types import TracebackType

from sandbox import Sandbox
from tests.bot.running import Running, free_port

LISTENING = {"run": "listening on", "worker": "watching the clock"}
STARTS_WITHIN = 120.0
"""Seconds: several start at once, on a busy machine, while Slack does not always answer them."""

AT_WORK = 0.8
"""How many of ten kills wait until their victim is at work, and a moment longer."""

HELD_FOR = 12.0
"""Seconds that a process stands still: longer than a lane's lease where HTTP gives up early."""


NO_ANSWER = "Slack did not answer"
"""What a process says that ends because Slack gave no answer while it started."""


class Crew:
    """Whoever is killed is replaced at once; Slack delivers to whoever listens."""

    def __init__(self, slack: Sandbox, folder: Path, variables: Mapping[str, str]) -> None:
        self._slack, self._folder, self._variables = slack, folder, dict(variables)
        on_sqlite = variables["DATABASE_URL"].startswith("sqlite")
        self._at_work = [
            self._started(role) for role in (("run",) if on_sqlite else ("web", *["worker"] * 3))
        ]

    def __enter__(self) -> Crew:
        self.all_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, process in self._at_work:
            process.close()

    def kill(self, chance: Random) -> None:
        """One of them, whatever it is at, seldom while it only starts; another takes its place."""
        number = chance.randrange(len(self._at_work))
        if chance.random() < AT_WORK:
            self._wait_for(number)
            time.sleep(chance.uniform(0.0, 2.0))
        role, process = self._at_work[number]
        process.tell(SIGKILL)
        process.close()
        self._at_work[number] = self._started(role)

    def hold(self, chance: Random) -> None:
        """One of them stands still for a while and then goes on as if nothing had happened."""
        _, process = chance.choice(self._at_work)
        process.tell(SIGSTOP)
        time.sleep(HELD_FOR)
        process.tell(SIGCONT)

    def all_up(self) -> None:
        """Wait until every one is at work."""
        for number in range(len(self._at_work)):
            self._wait_for(number)

    def stop(self) -> None:
        """As an operator would: each finishes what it is at."""
        for _, process in self._at_work:
            assert process.stop() == 0, process.errors

    def _wait_for(self, number: int) -> None:
        """Until it is at work. As a supervisor does, one that found no answer at Slack is started again."""
        while True:
            role, process = self._at_work[number]
            try:
                return _wait_for(role, process)
            except AssertionError:
                if process.process.poll() is None or NO_ANSWER not in process.errors:
                    raise
            process.close()
            self._at_work[number] = self._started(role)

    def _started(self, role: str) -> tuple[str, Running]:
        variables = self._variables | {"PORT": str(free_port())}
        process = Running(self._folder, variables, role)
        if role in ("run", "web"):
            self._slack.deliver_to(f"http://127.0.0.1:{variables['PORT']}/slack/events")
        return role, process


def _wait_for(role: str, process: Running) -> None:
    if role in LISTENING:
        process.wait_until_says(LISTENING[role], STARTS_WITHIN)
    else:
        _wait_until_ready(process)


def _wait_until_ready(web: Running) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and web.process.poll() is None:
        try:
            if web.get("/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"it was never ready:\n{web.errors}")
