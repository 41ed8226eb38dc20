"""A running pretend Slack in this process."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sandbox.deliveries.signed_http import SignedHttp
from sandbox.manifest import Manifest
from sandbox.platform import Platform, ShownClock
from sandbox.settings import Settings
from sandbox.surface.surface import Surface
from sandbox.web import verbs
from sandbox.web.server import Server

Json = dict[str, Any]


class Sandbox(Surface):
    """A pretend Slack with one app installed. Start it by ``Sandbox.start``; it is a context manager."""

    def __init__(self, platform: Platform, port: int) -> None:
        super().__init__()
        self._platform = platform
        self._server = Server(platform, port)
        platform.base_url = f"http://127.0.0.1:{self._server.server_port}"

    @classmethod
    def start(
        cls,
        manifest: Mapping[str, Any] | Path | str,
        port: int = 0,
        shown_clock: ShownClock | None = None,
        settings: Settings | None = None,
    ) -> Sandbox:
        """Start a sandbox with the app of this manifest (a mapping, or a JSON file).

        ``port`` 0 takes a free one. ``shown_clock`` gives the aware time that is shown beside messages.
        Raises ``OSError`` where the port is taken.
        """
        sandbox = cls(Platform(Manifest.read(manifest), settings or Settings(), shown_clock), port)
        sandbox._server.start()
        return sandbox

    def answer(self, verb: str, body: Json) -> Json:
        """Do a verb here and now."""
        return verbs.do(self._platform, verb, body)

    def deliver_to(self, request_url: str) -> None:
        """Deliver commands, interactivity and events to this address, signed; no longer by Socket Mode."""
        settings, app = self._platform.settings, self._platform.app
        self._platform.courier.go_by(SignedHttp(request_url, app.signing_secret, settings.answer_deadline))

    def verify_request_url(self) -> bool:
        """Whether the app at the request URL says our challenge back, as Slack asks before it saves an address."""
        app = self._platform.app
        challenge = secrets.token_hex(16)
        asked = {"type": "url_verification", "challenge": challenge, "token": app.verification_token}
        answer = self._platform.courier.ask("events_api", asked)
        return answer.ok and challenge in ((answer.body or {}).get("challenge"), answer.text)

    def stop(self) -> None:
        """Stop everything; nothing listens and no thread works any more when this returns."""
        self._platform.stop()
        self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
