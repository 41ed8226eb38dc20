"""A running pretend Slack in this process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

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
