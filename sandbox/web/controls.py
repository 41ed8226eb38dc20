"""The demo's own buttons and its status line: plain addresses, called for the page."""

from __future__ import annotations

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import PersonError
from sandbox.platform import Platform

Json = dict[str, Any]
STATUS_EVERY = 1.0
"""Seconds between two looks at the status line."""


def press(platform: Platform, body: Json) -> Json:
    """Somebody presses a control: POST to its address."""
    with platform.workspace.lock:
        known = platform.controls.get(str(body.get("id")))
    if known is None:
        raise PersonError("There is no such button.")
    label, url = known
    try:
        status, text = _request("POST", url)
    except (OSError, http.client.HTTPException) as trouble:
        raise PersonError(f"{label} did not work: {trouble}") from trouble
    if status >= 400:
        raise PersonError(f"{label} did not work: {text or status}")
    return {"ok": True, "text": text}


def set_status_source(platform: Platform, body: Json) -> Json:
    """From now on show what ``url`` answers (``{"text": …}``) as the page's status line."""
    start = not platform.status_url
    platform.status_url = str(body["url"])
    if start:
        threading.Thread(target=_watch, args=(platform,), name="status-line", daemon=True).start()
    return {"ok": True}


def _watch(platform: Platform) -> None:
    while not platform.stopping.wait(STATUS_EVERY):
        try:
            status, content = _request("GET", platform.status_url)
            text = str(json.loads(content).get("text", "")) if status == 200 else ""
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            text = ""
        with platform.workspace.lock:
            if text != platform.status:
                platform.status = text
                platform.workspace.touch()


def _request(verb: str, url: str) -> tuple[int, str]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request(verb, path, headers={"Content-Length": "0"} if verb == "POST" else {})
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    finally:
        connection.close()
