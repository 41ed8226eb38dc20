"""The world of these tests: the sandbox, its people and channels, and the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox import Sandbox, Settings
from tests.sandbox.page.ledger_app import LedgerApp

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""Shown beside every message: noon in London, 7:00 AM in New York."""

UNHURRIED = Settings(message_burst=100, tiers=False)
"""How often an app may post is not the subject here."""


@dataclass(frozen=True)
class World:
    """The sandbox with two colleagues and a customer, and the app that they use."""

    sandbox: Sandbox
    app: LedgerApp
    people: dict[str, str]
    channels: dict[str, str]

    def address(self, who: str, channel: str = "desk") -> str:
        """The page as somebody sees it."""
        return f"{self.sandbox.url}/?as={self.people[who]}&channel={self.channels[channel]}"

    def says(self, text: str, channel: str = "desk", blocks: list[dict[str, Any]] | None = None) -> str:
        """The app posts; answers with the message's ts."""
        posted = self.app.client.chat_postMessage(channel=self.channels[channel], text=text, blocks=blocks)
        return str(posted["ts"])
