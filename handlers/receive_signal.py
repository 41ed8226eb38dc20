"""`POST /signals`: verified, validated, one service call, and an answer that says everything that is wrong. Row M4."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from standardwebhooks import Webhook

from services.accounts.keep import NotThisAccount
from services.office import Office
from services.receive_signal import receive_signal
from services.signals.given import Faults, signal_or_faults

log = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes of a signal."""

OF_ONE_SOURCE = 2
OF_ALL = 6
"""Signals that are worked on at once. Whoever sends more is asked to come again: no person's click waits for them."""

COME_AGAIN = 1
"""Seconds until whoever was turned away may try again."""

LONGEST_ID = 200

Secrets = Mapping[str, Sequence[str]]
"""Name of a source → its `whsec_…` keys: several while one replaces another."""


@dataclass(frozen=True)
class Answer:
    """Status, the JSON body, and after how many seconds to come again where that helps."""

    status: int
    body: Mapping[str, Any]
    come_again: int | None = None


class SignalDoor:
    """Takes signals. One for a process: it counts how many each source has under way."""

    def __init__(self, office: Office, secrets: Secrets, clock: Callable[[], datetime]) -> None:
        self._office, self._clock = office, clock
        self._keys = [(name, Webhook(key)) for name, keys in secrets.items() for key in keys]
        self._under_way: Counter[str] = Counter()
        self._guard = Lock()

    def take(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """What to answer. Nothing of a body is looked at before its signature is known to be right."""
        plain = {name.lower(): value for name, value in headers.items()}
        source = self._source(plain, body)
        if source is None:
            return _refused(401, "no signature of ours: see webhook-id, webhook-timestamp, webhook-signature")
        with self._turn(source) as mine:
            if not mine:
                return _refused(429, "too many at once from this source", come_again=COME_AGAIN)
            answer = self._take(source, plain["webhook-id"], body)
        log.info("signal of %s: %d", source, answer.status)
        return answer

    def _take(self, source: str, webhook_id: str, body: bytes) -> Answer:
        try:
            raw = json.loads(body, object_pairs_hook=_no_name_twice, parse_constant=_no_such_number)
        except (ValueError, RecursionError) as error:
            return _refused(400, f"this is not JSON: {str(error)[:200]}")
        now = self._clock()
        given = signal_or_faults(raw, now)
        if len(webhook_id) > LONGEST_ID:
            return _refused(400, f"webhook-id: is longer than {LONGEST_ID} characters")
        if isinstance(given, Faults):
            return _refused(422 if given.only_unknown else 400, *given.lines)
        try:
            fresh = receive_signal(self._office, source, webhook_id, given, now)
        except NotThisAccount as error:
            return _refused(400, f"data.{error}")
        except SQLAlchemyError:
            log.exception("a signal of %s was not kept", source)
            return _refused(
                503, "the database does not answer: nothing was kept, send it again", come_again=5
            )
        return Answer(202 if fresh else 200, {"taken": True, "new": fresh})

    def _source(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Whose secret signed it; None where nobody's did, however malformed it is."""
        for name, key in self._keys:
            try:
                key.verify(body, dict(headers), json_parse=False)
            except Exception:  # what a stranger may send knows no bounds: none of it is let in
                continue
            return name
        return None

    @contextmanager
    def _turn(self, source: str) -> Iterator[bool]:
        with self._guard:
            mine = self._under_way[source] < OF_ONE_SOURCE and self._under_way.total() < OF_ALL
            self._under_way[source] += mine
        try:
            yield mine
        finally:
            with self._guard:
                self._under_way[source] -= mine


def _refused(status: int, *faults: str, come_again: int | None = None) -> Answer:
    return Answer(status, {"taken": False, "faults": list(faults)}, come_again)


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"the name {twice[:60]!r} stands twice in one object")
    return found


def _no_such_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")
