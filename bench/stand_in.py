"""The least that can stand in for Slack's Web API in a drill of latency: every call takes 100 ms.

It keeps to one message a second a channel and counts what it had to refuse; `/log` tells what came when.
A process of its own: `python -m bench.stand_in SECONDS` prints its address, and ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from urllib.request import urlopen

from tests.databases.postgres import ROOT

CHANNELS = 1_500
Json = dict[str, Any]


def channel_id(number: int) -> str:
    """Its channels are numbered from 0."""
    return f"CL{number:04}"


class Web:
    """Answers calls; `posts` are `[channel, op_id, arrived, answered, ok]`, on the machine's monotonic clock."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._last: dict[str, float] = {}
        self._refusing: tuple[str, float] = ("", 0.0)
        self._posts: list[list[Any]] = []
        self._clock = self._made = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: slack_sdk opens one for each call."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            path, _, query = head.split(" ", 2)[1].partition("?")
            length = next(
                (int(row[15:]) for row in head.split("\r\n") if row.lower().startswith("content-length:")), 0
            )
            body = (await reader.readexactly(length)).decode()
            typed = (
                json.loads(body)
                if body and "application/json" in head
                else {k: v[0] for k, v in parse_qs(body or query).items()}
            )
            status, answer, more = await self._answer(path, typed)
        except asyncio.IncompleteReadError:
            writer.close()
            return
        payload = json.dumps(answer).encode()
        writer.write(
            f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}\r\n{more}"
            "Connection: close\r\n\r\n".encode()
            + payload
        )
        await writer.drain()
        writer.close()

    async def _answer(self, path: str, typed: Json) -> tuple[int, Json, str]:
        if path == "/log":
            posts, self._posts = self._posts, []
            return 200, {"posts": posts}, ""
        if path.startswith("/refuse/"):
            self._refusing = (path.split("/")[2], time.monotonic() + float(path.split("/")[3]))
            return 200, {}, ""
        method = path.rsplit("/", 1)[1]
        if method == "conversations.info":
            return 200, {"ok": True, "channel": _a_channel(typed["channel"])}, ""
        if method == "chat.postMessage":
            return await self._post(typed)
        await asyncio.sleep(self._latency)
        if method == "conversations.create":
            self._made += 1
            made = _a_channel(f"CM{self._made:04}") | {"name": typed["name"], "creator": "UHEARD"}
            return 200, {"ok": True, "channel": made}, ""
        return 200, {"ok": True, **_FIXED.get(method, {})}, ""

    async def _post(self, typed: Json) -> tuple[int, Json, str]:
        arrived, channel = time.monotonic(), typed["channel"]
        metadata = typed.get("metadata") or "{}"
        op_id = (json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]["op_id"]
        refused = 0.0
        if channel == self._refusing[0] and arrived < self._refusing[1]:
            refused = self._refusing[1] - arrived
        elif arrived - self._last.get(channel, 0.0) < 1.0:
            refused = 1.0
        else:
            self._last[channel] = arrived
        await asyncio.sleep(self._latency)
        self._posts.append([channel, op_id, arrived, time.monotonic(), not refused])
        if refused:
            return 429, {"ok": False, "error": "ratelimited"}, f"Retry-After: {int(refused) + 1}\r\n"
        self._clock += 1
        return 200, {"ok": True, "channel": channel, "ts": f"1795428900.{self._clock:06}"}, ""


def _a_channel(number: str) -> Json:
    return {
        "id": number,
        "name": number.lower(),
        "is_member": True,
        "is_archived": False,
        "is_private": False,
    }


_FIXED: dict[str, Json] = {
    "auth.test": {
        "team_id": "T1", "team": "Heard", "url": "http://slack.invalid/", "user_id": "UHEARD", "bot_id": "BHEARD",
    },
    "conversations.list": {
        "channels": [
            _a_channel(key)
            for key in (
                *(channel_id(number) for number in range(CHANNELS)),
                *("CHOME", "CTIER2", "CTIER3", "CEXEC", "CFINANCE", "CLEGAL", "CPRODUCT", "CSUPPORT", "CENGINEERING"),
            )
        ]
    },
    "conversations.history": {"messages": []},
}  # fmt: skip


@dataclass(frozen=True)
class Post:
    """One call that posted. Seconds on the machine's monotonic clock."""

    channel: str
    op_id: str
    arrived: float
    answered: float
    taken: bool


@dataclass(frozen=True)
class StandIn:
    """Where it listens."""

    address: str

    @property
    def api_url(self) -> str:
        """For the gateway."""
        return f"{self.address}/api/"

    def log(self) -> list[Post]:
        """What was posted since the last look."""
        with urlopen(f"{self.address}/log") as answer:
            return [Post(*row) for row in json.load(answer)["posts"]]

    def refuse(self, channel: str, seconds: float) -> None:
        """That channel takes nothing for so long."""
        urlopen(f"{self.address}/refuse/{channel}/{seconds}").close()


@contextmanager
def a_stand_in(latency: float = 0.1) -> Iterator[StandIn]:
    """Running, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.stand_in", str(latency)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        yield StandIn(process.stdout.readline().strip())
    finally:
        process.communicate()


async def _run(latency: float) -> None:
    server = await asyncio.start_server(Web(latency).serve, "127.0.0.1", 0, backlog=1000, limit=2**20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_run(float(sys.argv[1])))
