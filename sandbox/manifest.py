"""What the app declared about itself: scopes, events, commands, shortcuts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Command:
    """A slash command, its name with the slash."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """A global or a message shortcut; ``type`` is ``"global"`` or ``"message"``."""

    type: str
    callback_id: str
    name: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """An app manifest, as far as Slack acts on it."""

    app_name: str
    bot_name: str
    bot_scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    interactive: bool
    has_home: bool
    messages_tab: bool
    socket_mode: bool

    @classmethod
    def read(cls, source: Mapping[str, Any] | Path | str) -> Manifest:
        """Read a manifest from a mapping, or from the JSON file at a path.

        Raises ``ValueError`` where the file holds no JSON object.
        """
        raw: Any = source if isinstance(source, Mapping) else json.loads(Path(source).read_text("utf-8"))
        if not isinstance(raw, Mapping):
            raise ValueError("a manifest is a JSON object")
        features = raw.get("features", {})
        settings = raw.get("settings", {})
        home = features.get("app_home", {})
        name = raw.get("display_information", {}).get("name", "App")
        return cls(
            app_name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            bot_scopes=frozenset(raw.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            bot_events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=tuple(_command(row) for row in features.get("slash_commands", ())),
            shortcuts=tuple(_shortcut(row) for row in features.get("shortcuts", ())),
            interactive=settings.get("interactivity", {}).get("is_enabled", False),
            has_home=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", True),
            socket_mode=settings.get("socket_mode_enabled", False),
        )

    def allows(self, *scopes: str) -> bool:
        """Whether the app holds at least one of these scopes."""
        return any(scope in self.bot_scopes for scope in scopes)

    def command(self, name: str) -> Command | None:
        """The slash command of that name, if the app declared it."""
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, kind: str, callback_id: str) -> Shortcut | None:
        """The shortcut of that kind and callback id, if the app declared it."""
        return next((s for s in self.shortcuts if (s.type, s.callback_id) == (kind, callback_id)), None)


def _command(row: Mapping[str, Any]) -> Command:
    return Command(
        name=row["command"],
        description=row.get("description", ""),
        usage_hint=row.get("usage_hint", ""),
        should_escape=row.get("should_escape", False),
    )


def _shortcut(row: Mapping[str, Any]) -> Shortcut:
    return Shortcut(row["type"], row["callback_id"], row["name"], row.get("description", ""))
