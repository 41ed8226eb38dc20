"""Triggers and response addresses: the short-lived permits that come with an interaction."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sandbox.errors import SlackError


@dataclass
class Trigger:
    """Permission to open one modal for one person. ``view_id`` is the modal it came from, if any."""

    user: str
    sent: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """All triggers ever given out. ``lifetime`` is in seconds of machine time."""

    def __init__(self, lifetime: float) -> None:
        self._lifetime = lifetime
        self._given: dict[str, Trigger] = {}

    def give(self, user: str, view_id: str | None = None) -> str:
        """A fresh trigger id for this person; its seconds count from now."""
        trigger_id = f"{len(self._given) + 1000}.{time.time_ns() // 1_000_000}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(user, time.monotonic(), view_id)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        """Spend a trigger. Raises Slack's three errors: invalid, expired, exchanged."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.sent > self._lifetime:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass
class ResponseAddress:
    """Where an app may answer an interaction. ``message_ts`` is what it may replace, if anything."""

    user: str
    channel: str
    given: float
    message_ts: str | None = None
    uses: int = 0


class ResponseAddresses:
    """All response addresses ever given out, by their secret part."""

    def __init__(self, lifetime: float, uses: int) -> None:
        self._lifetime = lifetime
        self._uses = uses
        self._given: dict[str, ResponseAddress] = {}

    def give(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """A fresh secret for an address of this person in this channel."""
        secret = secrets.token_urlsafe(18)
        self._given[secret] = ResponseAddress(user, channel, time.monotonic(), message_ts)
        return secret

    def use(self, secret: str) -> ResponseAddress:
        """Spend one use. Raises ``used_url`` or ``expired_url``; unknown is ``no_such_url``."""
        address = self._given.get(secret)
        if address is None:
            raise SlackError("no_such_url")
        if time.monotonic() - address.given > self._lifetime:
            raise SlackError("expired_url")
        if address.uses >= self._uses:
            raise SlackError("used_url")
        address.uses += 1
        return address
