"""A Slack that remembers what the doors asked of it, refuses what breaks its rules, and fails on request."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from typing import Any

from policy.roster import DirectoryPerson
from sandbox.block_kit import check_view
from services.slack_port import ChannelFacts, MessageSeen, Refusal, SlackError

Json = dict[str, Any]


@dataclass
class SlackSeen:
    """Views in order, as they were opened, updated and published; `fails` is raised while it is set.

    `messages` are those of any channel, by ts; none can be read while `unreadable` is set.
    """

    people: dict[str, DirectoryPerson] = field(default_factory=dict)
    opened: list[Json] = field(default_factory=list)
    updated: list[Json] = field(default_factory=list)
    published: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, ChannelFacts] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    messages: dict[str, MessageSeen] = field(default_factory=dict)
    fails: SlackError | None = None
    unreadable: SlackError | None = None
    triggers: set[str] = field(default_factory=set)

    def views_open(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        if trigger_id in self.triggers:
            raise SlackError(Refusal.NEVER, "exchanged_trigger_id")
        self.opened.append(self._taken(view))
        self.triggers.add(trigger_id)
        return f"V{len(self.opened)}"

    def views_update(self, view_id: str, view: Mapping[str, Any]) -> None:
        self.updated.append(self._taken(view) | {"id": view_id})

    def views_publish(self, user: str, view: Mapping[str, Any]) -> None:
        self.published[user] = self._taken(view)

    def user_info(self, user: str) -> DirectoryPerson:
        if self.fails:
            raise self.fails
        self.looked_up.append(user)
        if user not in self.people:
            raise SlackError(Refusal.NEVER, "user_not_found")
        return self.people[user]

    def channel_info(self, channel: str) -> ChannelFacts:
        if channel not in self.channels:
            raise SlackError(Refusal.NEVER, "channel_not_found")
        return self.channels[channel]

    def lookup_email(self, email: str) -> DirectoryPerson | None:
        return next((person for person in self.people.values() if person.email == email), None)

    def read_message(self, channel: str, ts: str) -> MessageSeen | None:
        if self.unreadable:
            raise self.unreadable
        return self.messages.get(ts)

    def _taken(self, view: Mapping[str, Any]) -> Json:
        if self.fails:
            raise self.fails
        assert check_view(dict(view)) == []
        return dict(view)


@dataclass
class ResponseAddress:
    """Where private answers arrive."""

    url: str
    said: list[Json] = field(default_factory=list)


@contextmanager
def a_response_address() -> Iterator[ResponseAddress]:
    """A real address on this machine that takes answers."""

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            address.said.append(loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    address = ResponseAddress(f"http://127.0.0.1:{server.server_port}/actions/1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
