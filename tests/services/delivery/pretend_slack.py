"""The pretend Slack as these tests speak of it: channels of every kind, faults, and what stood there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from slack_sdk import WebClient

from bot.slack_gateway import SlackGateway
from models.database import Database
from sandbox import Message, Sandbox, Settings
from services.delivery.directory import remember_channels

NEEDED = (
    "bookmarks:write",
    "canvases:write",
    "channels:manage",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "pins:write",
    "usergroups:read",
    "users:read",
    "users:read.email",
)
"""The scopes that delivery and the gateway need."""

MANIFEST = {
    "display_information": {"name": "Heard"},
    "features": {
        "bot_user": {"display_name": "Heard"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
    },
    "oauth_config": {"scopes": {"bot": list(NEEDED)}},
    "settings": {"interactivity": {"is_enabled": False}, "socket_mode_enabled": False},
}

PACED = Settings(message_interval=0.15, tiers=False, messages_per_minute=0)
"""One message a channel every 0.15 seconds, which is as strict as the real one and quicker."""

TIMEOUT = 0.4
"""Seconds for a call: long on this machine, and short to wait for."""


class PretendSlack:
    """One running sandbox. Tests make channels of their own in it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._numbers = count(1)
        self._seen = 0

    @property
    def api(self) -> str:
        return self.sandbox.api_url

    @property
    def token(self) -> str:
        return self.sandbox.bot_token

    def begin(self) -> None:
        """No faults, a token that works, and nothing logged so far."""
        self.sandbox.faults.clear()
        self.sandbox.restore_token()
        self._seen += len(self._log())

    def _log(self) -> list[dict[str, Any]]:
        return list(self.sandbox.answer("sandbox/log", {"since": self._seen})["entries"])

    def gateway(self, timeout: float = TIMEOUT, base_url: str | None = None) -> SlackGateway:
        return SlackGateway(self.token, base_url=base_url or self.api, timeout=timeout)

    def channel(
        self,
        name: str = "room",
        *,
        private: bool = False,
        member: bool = True,
        archived: bool = False,
        shared: bool = False,
        pending: bool = False,
    ) -> str:
        """The id of a new channel; `shared` with Acme, or `pending`: Acme was invited."""
        channel = self.sandbox.add_channel(
            f"{name}-{next(self._numbers)}",
            private=private,
            bot_member=member,
            shared_with="Acme" if shared else None,
            pending_with="Acme" if pending else None,
        )
        if archived:
            self.archive(channel.id)
        return channel.id

    def person(self, *, guest: bool = False, outside: bool = False, deleted: bool = False) -> str:
        """The id of somebody new."""
        about = {"guest": guest, "deleted": deleted, "team": "Acme" if outside else ""}
        return self.sandbox.add_user(f"person{next(self._numbers)}", **about).id

    def archive(self, channel: str) -> None:
        self.sandbox.edit_channel(channel, archived=True)

    def share(self, channel: str) -> None:
        self.sandbox.edit_channel(channel, shared_with="Acme")

    def remove_bot(self, channel: str) -> None:
        self.sandbox.edit_channel(channel, remove=[self.sandbox.bot_user_id])

    def delete(self, channel: str, ts: str) -> None:
        """Somebody deletes a message."""
        WebClient(self.token, base_url=self.api).chat_delete(channel=channel, ts=ts)

    def posts(self, channel: str) -> list[Message]:
        """What was written in a channel, oldest first, replies included."""
        return self.sandbox.channel(channel).messages

    def texts(self, channel: str) -> list[str]:
        return [message.text for message in self.posts(channel)]

    def dm(self, user: str) -> str:
        """The id of the bot's conversation with a person."""
        return self.sandbox.dm(user).id

    def dm_texts(self, user: str) -> list[str]:
        return [message.text for message in self.sandbox.dm(user).messages]

    def calls(self, method: str, channel: str | None = None) -> list[dict[str, Any]]:
        """The calls of a method since the test began; `*`: of every one."""
        return [
            call
            for call in self._log()
            if "method" in call
            and method in ("*", call["method"])
            and channel in (None, call["args"].get("channel"))
        ]

    def statuses(self, method: str, channel: str | None = None) -> list[int]:
        return [call["status"] for call in self.calls(method, channel)]

    def fault(self, kind: str, *, method: str, channel: str, **more: Any) -> None:
        """Let a fault happen to the next call of a method for a channel."""
        self.sandbox.faults.add(kind, method, channel, **more)

    @contextmanager
    def token_revoked(self) -> Iterator[None]:
        self.sandbox.revoke_token()
        try:
            yield
        finally:
            self.sandbox.restore_token()

    def look_at(self, database: Database, channel: str) -> None:
        """Delivery has just seen this channel as it is now."""
        seen_at = database.machine_now()
        with database.write() as session:
            remember_channels(session, [self.gateway().channel_info(channel)], seen_at)


@contextmanager
def a_pretend_slack() -> Iterator[PretendSlack]:
    """Start one and stop it."""
    with Sandbox.start(MANIFEST, settings=PACED) as sandbox:
        yield PretendSlack(sandbox)


def until(holds: Callable[[], bool], within: float = 5.0) -> None:
    """Wait until something holds. Raises AssertionError after `within` seconds."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)
