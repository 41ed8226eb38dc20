"""A worker that is killed when Slack has done what it asked, and before it can say so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot.slack_gateway import SlackGateway
from models.database import Database
from services.deliver import Desk, drain
from tests.databases.postgres import ROOT
from tests.services.delivery.post_room import QUICK, word


def dying_after(method: str) -> type[SlackGateway]:
    """A gateway whose first call of this method is the last thing that its process does."""

    def last(self: SlackGateway, *args: Any, **kwargs: Any) -> NoReturn:
        getattr(SlackGateway, method)(self, *args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody lives to see this")

    return type("LastCall", (SlackGateway,), {method: last})


def nobody_to_tell(*_: Any) -> None:
    """This worker does not live long enough to report anything."""


def dies_after(method: str, url: str, api: str, token: str) -> None:
    """A process of its own delivers until Slack has carried out this call, and is killed."""
    command = [sys.executable, "-m", __name__, url, api, token, method]
    killed = subprocess.run(command, cwd=ROOT, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL


if __name__ == "__main__":
    url, api, token, method = sys.argv[1:]  # the database, the Web API, the bot's token, its last call
    drain(
        Desk(
            database=Database(url),
            slack=dying_after(method)(token, base_url=api, timeout=0.4),
            word=word,
            tell_ops=nobody_to_tell,
            now=lambda: datetime.now(UTC),
            holder="doomed",
            http_timeout=0.4,
            pace=QUICK,
        )
    )
