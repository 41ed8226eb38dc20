"""Requests as Slack sends them: signed, over connections that stay open, by several at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bench.web_process import SECRET
from handlers.modals.open_escalation import build
from policy.load import load_policy
from tests.builders.office import CASEY
from tests.handlers.door import fill

Body = dict[str, str]

_sign = SignatureVerifier(SECRET)
_numbers = count(1)


class NotTakenError(RuntimeError):
    """The request was answered, but not carried out."""


class Client:
    """One open connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, body: Body, path: str = "/slack/events") -> float:
        """Seconds until it was answered with 200 and no complaint; raises NotTakenError otherwise."""
        text, moment = urlencode(body), str(int(time.time()))
        signature = _sign.generate_signature(timestamp=moment, body=text) or ""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature,
        }
        started = time.perf_counter()
        self._connection.request("POST", path, text, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        took = time.perf_counter() - started
        if answer.status != 200 or b"errors" in said or b"notice" in said:
            raise NotTakenError(f"{answer.status} {said[:600]!r}")
        return took


def a_command(text: str) -> Body:
    """`/escalate` with these words."""
    return {
        "command": "/escalate",
        "text": text,
        "user_id": CASEY,
        "team_id": "THEARD",
        "channel_id": "CANY",
        "trigger_id": f"{next(_numbers)}.1",
        "response_url": "",
    }


class Intake:
    """Intake forms, each unlike any other by its customer."""

    def __init__(self) -> None:
        self._view: dict[str, Any] = build(load_policy("sev"), {}, {})

    def form(self, customer: str) -> Body:
        """A SEV-2, filled in and sent."""
        view = fill(
            self._view, customer=customer, problem="Reports do not load", impact="major_function", dri=CASEY
        )
        sent = {
            "type": "view_submission",
            "user": {"id": CASEY, "team_id": "THEARD"},
            "team": {"id": "THEARD"},
            "trigger_id": f"{next(_numbers)}.1",
            "view": view | {"id": f"V{customer}"},
        }
        return {"payload": json.dumps(sent)}


def rate(
    port: int, body: Callable[[], Body], *, path: str = "/slack/events", seconds: float, at_once: int
) -> float:
    """Answers a second, by so many connections at once."""
    bodies = [[body() for _ in range(2_000)] for _ in range(at_once)]
    until = time.perf_counter() + seconds

    def keep_sending(waiting: list[Body]) -> int:
        client, sent = Client(port), 0
        while time.perf_counter() < until and waiting:
            client.send(waiting.pop(), path)
            sent += 1
        return sent

    with ThreadPoolExecutor(at_once) as pool:
        return sum(pool.map(keep_sending, bodies)) / seconds
