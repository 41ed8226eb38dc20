"""Read a team's own words anew while the program runs: each file is used or refused, and `ops` hears of it. Row X20.

A refused file leaves the shipped words in force; so does one that failed while it was used, whatever the check missed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from message_templates.own import use_own_words
from message_templates.shelf import current
from models.outbox import Priority
from services.office import Office
from services.outbox import say
from services.upkeep.tell_ops import ops_lane

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SeenWords:
    """What the last look saw; `digest` None: nothing has been looked at yet. `failed`: how many `ops` knows of."""

    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    digest: str | None = None
    used: Sequence[str] = ()
    failed: int = 0


def reload_words(
    office: Office, folder: Path | None, seen: SeenWords, now: datetime, *, forced: bool = False
) -> SeenWords:
    """One look. Returns what it saw; never raises for what is wrong with the files."""
    if folder is None:
        return seen
    failed = current().failed
    for sentence in failed[seen.failed :]:
        told = hashlib.sha256(f"{seen.digest}:{sentence}".encode()).hexdigest()
        _tell(office, f"ops:words_failed:{told}", now, used=seen.used, failed=sentence)
    seen = replace(seen, failed=len(failed))
    files = _stamps(folder)
    if files == seen.files and seen.digest is not None and not forced:
        return seen
    found = use_own_words(folder)
    here = SeenWords(files, found.digest, found.used, len(current().failed))
    if found.digest == seen.digest:
        return here
    if found.faults:
        log.error("words of your own are refused, the shipped ones are used:\n%s", "\n".join(found.faults))
        _tell(office, f"ops:words_refused:{found.digest}", now, used=found.used, faults=found.faults)
    elif seen.digest is not None:
        log.info("words of your own were read anew: %s", ", ".join(found.used))
        _tell(office, f"ops:words_read:{found.digest}:{now:%Y-%m-%dT%H}", now, used=found.used)
    return here


def _tell(
    office: Office,
    key: str,
    now: datetime,
    *,
    used: Sequence[str],
    faults: Sequence[str] = (),
    failed: str | None = None,
) -> None:
    """Once for each key, however many processes see it."""
    with office.database.write() as session:
        say(
            session,
            key,
            lane=ops_lane(office.rulebook.current),
            template="ops_words_read",
            now=now,
            context={"used": list(used), "faults": list(faults), "failed": failed},
            priority=Priority.NUDGE if faults or failed else Priority.ROUTINE,
        )


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        try:
            seen = path.stat()
        except OSError:
            continue  # gone meanwhile: the next look sees it
        if path.is_file():
            found[str(path)] = (seen.st_mtime_ns, seen.st_size)
    return found
