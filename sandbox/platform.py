"""The platform: the one object that holds the parts of the pretend Slack together."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sandbox.deliveries.courier import Courier
from sandbox.deliveries.socket_mode import SocketHub
from sandbox.faults import Faults
from sandbox.identity import Identity
from sandbox.log import Log
from sandbox.manifest import Manifest
from sandbox.pacing import Pacing
from sandbox.records import Channel, User
from sandbox.settings import Settings
from sandbox.triggers import ResponseAddresses, Triggers
from sandbox.workspace import Workspace

Json = dict[str, Any]
ShownClock = Callable[[], datetime]

SUBSCRIPTION_SCOPES: dict[str, tuple[str, ...]] = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "app_mention": ("app_mentions:read",),
    "app_home_opened": (),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_created": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_archive": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "channel_shared": ("channels:read", "groups:read"),
    "channel_unshared": ("channels:read", "groups:read"),
    "channel_id_changed": ("channels:read", "groups:read"),
    "group_rename": ("groups:read",),
    "group_archive": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "pin_added": ("pins:read",),
    "pin_removed": ("pins:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
    "tokens_revoked": (),
    "app_uninstalled": (),
}
"""Which events there are here, and the scopes of which an app needs one to get them."""


class Platform:
    """State, rules and ways out of one pretend Slack with one app in it."""

    def __init__(self, manifest: Manifest, settings: Settings, shown_clock: ShownClock | None = None) -> None:
        self.manifest = manifest
        self.settings = settings
        self.workspace = Workspace(settings.team_name)
        self.log = Log()
        self.faults = Faults()
        self.pacing = Pacing(settings)
        self.triggers = Triggers(settings.trigger_lifetime)
        self.addresses = ResponseAddresses(settings.response_url_lifetime, settings.response_url_uses)
        self.courier = Courier(settings, self.log)
        self.stopping = threading.Event()
        self.base_url = ""
        self.sockets: SocketHub | None = None
        self.token_state = "valid"
        self.controls: dict[str, tuple[str, str]] = {}
        self.status_url = ""
        self.status = ""
        self._shown_clock = shown_clock
        self.app = self._install()
        if manifest.socket_mode:
            self.sockets = SocketHub(self.app.app_id, settings.answer_deadline)
            self.courier.go_by(self.sockets)

    def _install(self) -> Identity:
        manifest, workspace = self.manifest, self.workspace
        bot = User(
            id=workspace.new_id("U"),
            name=manifest.bot_name.lower().replace(" ", "_"),
            team=workspace.team,
            real_name=manifest.bot_name,
            is_bot=True,
        )
        workspace.users[bot.id] = bot
        return Identity(
            name=manifest.app_name,
            app_id=workspace.new_id("A"),
            bot_id=workspace.new_id("B"),
            bot_user_id=bot.id,
            bot_token=f"xoxb-sandbox-{secrets.token_hex(12)}",
            app_token=f"xapp-sandbox-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
            verification_token=secrets.token_hex(12),
        )

    def stop(self) -> None:
        """Stop every thread and wake everybody who waits."""
        self.stopping.set()
        with self.workspace.lock:
            self.workspace.lock.notify_all()
        if self.sockets:
            self.sockets.stop()
        self.courier.stop()

    def shown_now(self) -> datetime:
        """The time shown beside a message: the demo's, or the machine's."""
        return self._shown_clock() if self._shown_clock else datetime.now(UTC)

    def emit(self, event: Json, channel: Channel | None = None, subscription: str = "") -> None:
        """Tell the app of an event, if its manifest subscribes to it, and scopes and eyes reach it."""
        name = subscription or str(event["type"])
        scopes = SUBSCRIPTION_SCOPES[name]
        if name not in self.manifest.bot_events or (scopes and not self.manifest.allows(*scopes)):
            return
        only_members = name.startswith(("message.", "app_mention", "member_", "reaction_", "pin_"))
        outside = channel is not None and self.app.bot_user_id not in channel.members
        if channel and outside and (channel.is_private or only_members):
            return
        self.courier.tell(self._envelope(event, channel))

    def _envelope(self, event: Json, channel: Channel | None) -> Json:
        team = self.workspace.team.id
        return {
            "token": self.app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.app.app_id,
            "event": {"event_ts": self.workspace.new_ts(), **event},
            "type": "event_callback",
            "event_id": self.workspace.unique_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": self.app.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.shared_with),
        }
