"""Deliveries by HTTP: POST to the app's request URL, signed as Slack signs (v0)."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.deliveries.answer import Answer

Json = dict[str, Any]


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """Posts to one request URL. It follows no redirects and knows no proxy."""

    open = True

    def __init__(self, url: str, secret: str, deadline: float) -> None:
        self.url = url
        self._secret = secret
        self._deadline = deadline

    def send(self, kind: str, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Deliver and wait for the answer, until the deadline. ``retry`` is the number and the reason."""
        if kind == "slash_commands":
            body, content_type = urlencode(payload).encode(), "application/x-www-form-urlencoded"
        elif kind == "interactive":
            packed = urlencode({"payload": json.dumps(payload)})
            body, content_type = packed.encode(), "application/x-www-form-urlencoded"
        else:
            body, content_type = json.dumps(payload).encode(), "application/json"
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return self._post(body, headers)

    def _post(self, body: bytes, headers: dict[str, str]) -> Answer:
        address = urlsplit(self.url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=self._deadline)
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            content = response.read().decode("utf-8", "replace")
        except TimeoutError:
            return Answer(0, failure="http_timeout")
        except (OSError, http.client.HTTPException):
            return Answer(0, failure="connection_failed")
        finally:
            connection.close()
        failure = "" if 200 <= response.status < 300 else "http_error"
        no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        return Answer(response.status, as_object(content), content, failure, no_retry)


def as_object(content: str) -> Json | None:
    """The JSON object in a text, or nothing."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
