"""The program as a process of its own, against a pretend Slack in this one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from handlers.manifest import app_manifest
from sandbox import Sandbox
from tests.builders.office import TEAM

ROOT = Path(__file__).parents[2]
PEOPLE = ("casey", "bruno", "sam", "maya", "dana", "vera", "elif", "emil", "viktor", "tomas", "rosa")
CHANNELS = (
    "escalations", "escalations-tier-2", "escalations-tier-3", "escalations-exec", "finance", "legal",
    "product", "support-leads", "engineering-escalations", "heard-ops",
)  # fmt: skip
PATIENCE = 30.0
"""Seconds until a process must be ready, on a busy machine."""


@contextmanager
def a_slack(*, over_http: bool = True) -> Iterator[Sandbox]:
    """A workspace with the tests' company in it, and the app installed."""
    with Sandbox.start(app_manifest("http://set.later/slack/events" if over_http else None)) as slack:
        for handle in PEOPLE:
            slack.add_user(
                handle, email=f"{handle}@heard.example", real_name=handle.title(), tz="Europe/London"
            )
        for name in CHANNELS:
            slack.add_channel(name, members=["casey"])
        yield slack


def settings_for(slack: Sandbox, folder: Path, database: str = "sqlite:///heard.db") -> dict[str, str]:
    """Variables that are enough to run, the team file beside them; HTTP on a free port."""
    team = folder / "team.toml"
    if not team.exists():
        team.write_text(TEAM.read_text())
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "HEARD_TEAM": str(team),
        "PORT": str(free_port()),
    }


class Running:
    """One process of the program; what it writes is in `folder`."""

    def __init__(self, folder: Path, variables: Mapping[str, str], *command: str) -> None:
        self.port = int(variables.get("PORT", 0))
        self._errors = folder / f"{'-'.join(command)}-{time.monotonic_ns()}.err"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", *command],
                cwd=folder,
                env=bare_shell(variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    @property
    def errors(self) -> str:
        """Standard error so far."""
        return self._errors.read_text()

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit status, once it ends by itself."""
        return self.process.wait(seconds)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body of a GET."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def wait_until_says(self, words: str, seconds: float = PATIENCE) -> None:
        """Until standard error holds these words."""
        until = time.monotonic() + seconds
        while words not in self.errors:
            assert self.process.poll() is None, f"it ended:\n{self.errors}"
            assert time.monotonic() < until, f"it never said {words!r}:\n{self.errors}"
            time.sleep(0.02)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, and its exit status."""
        if self.process.poll() is None:
            self.tell(number)
        return self.ended()

    def close(self) -> None:
        """Whatever the test did to it, it is gone."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def running(folder: Path, variables: Mapping[str, str], *command: str) -> Iterator[Running]:
    """A process, gone at the end."""
    process = Running(folder, variables, *command)
    try:
        yield process
    finally:
        process.close()


def bare_shell(variables: Mapping[str, str]) -> dict[str, str]:
    """A shell's environment with nothing of ours in it but these."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def free_port() -> int:
    """One that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
