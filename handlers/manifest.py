"""What Slack must be told of the app: `manifest.json` for Socket Mode, or its variant for HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parent.parent / "manifest.json"


def app_manifest(request_url: str | None = None) -> dict[str, Any]:
    """The app manifest. With a `request_url` Slack sends everything there; else Socket Mode."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    if request_url is None:
        return manifest
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = request_url
    settings["interactivity"]["request_url"] = request_url
    for command in manifest["features"]["slash_commands"]:
        command["url"] = request_url
    return manifest
