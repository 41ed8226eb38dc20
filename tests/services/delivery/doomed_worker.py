"""A worker that is killed when Slack has its message, or its channel, and before it can say so."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from bot.slack_gateway import SlackGateway
from models.database import Database
from services.deliver import Desk, deliver
from services.slack_port import NamedChannel, Posted
from tests.services.delivery.post_room import QUICK, word


class LastCall(SlackGateway):
    """Its first post, or the first channel it makes, is the last thing that this process does."""

    def post(self, *args: Any, **kwargs: Any) -> Posted:
        super().post(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody lives to see this")

    def create_channel(self, name: str, *, private: bool) -> NamedChannel:
        super().create_channel(name, private=private)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody lives to see this")


def nobody_to_tell(*_: Any) -> None:
    """This worker does not live long enough to report anything."""


if __name__ == "__main__":
    url, api, token = sys.argv[1:]  # the database, the Web API, the bot's token
    deliver(
        Desk(
            database=Database(url),
            slack=LastCall(token, base_url=api, timeout=0.4),
            word=word,
            tell_ops=nobody_to_tell,
            now=lambda: datetime.now(UTC),
            holder="doomed",
            http_timeout=0.4,
            pace=QUICK,
        )
    )
