"""The sandbox from another process: the same verbs, over HTTP."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from sandbox.surface.surface import Surface

Json = dict[str, Any]


class SandboxClient(Surface):
    """Drives and reads a running sandbox at ``url``."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._address = urlsplit(url)

    def answer(self, verb: str, body: Json) -> Json:
        """POST the verb. Raises ``OSError`` where no sandbox answers."""
        connection = http.client.HTTPConnection(self._address.hostname or "", self._address.port, timeout=60)
        try:
            connection.request("POST", f"/{verb}", json.dumps(body), {"Content-Type": "application/json"})
            found: Json = json.loads(connection.getresponse().read())
            return found
        finally:
            connection.close()
