"""Who the app is: its ids, tokens and secret."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """The one app that is installed. The tokens are made up and open nothing but this pretend Slack."""

    name: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
