"""On SQLite one process holds the file: a second one would climb every ladder twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class HeldError(Exception):
    """Another process has the file; the message says which."""


@contextmanager
def held(url: str) -> Iterator[None]:
    """Hold the SQLite file at `url` until the block ends, or the process does.

    Raises HeldError where another process holds it, OSError where the folder cannot be written. The lock
    is on a file beside it, for SQLite locks the file itself in its own way.
    """
    name = make_url(url).database
    if not name or name == ":memory:":
        yield
        return
    database = Path(name).absolute()
    with database.with_name(database.name + ".lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read(20).strip()
            raise HeldError(
                f"{name} is held by another run of this program (process {holder or 'unknown'}). "
                "On SQLite there is one; stop that one first, or use PostgreSQL"
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
