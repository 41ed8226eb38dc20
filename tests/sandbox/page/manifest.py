"""What the app of these tests declares about itself."""

from __future__ import annotations

from typing import Any

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Ledger"},
    "features": {
        "bot_user": {"display_name": "Ledger"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/form",
                "description": "Show the form",
                "usage_hint": "[who]",
                "should_escape": True,
            },
            {"command": "/whisper", "description": "Say something to me alone"},
        ],
        "shortcuts": [
            {"type": "global", "callback_id": "anywhere", "name": "Open the form", "description": "The form"},
            {
                "type": "message",
                "callback_id": "about",
                "name": "File this",
                "description": "Files a message",
            },
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "im:write",
                "im:history",
                "channels:history",
                "users:read",
                "links.embed:write",
            ]
        }
    },
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
    },
}
