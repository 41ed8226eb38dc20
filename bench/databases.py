"""Databases to measure on: SQLite with `synchronous = FULL`, and a PostgreSQL that really writes to the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

from models.migrate import migrate
from tests.databases.postgres import FOLDER_NAME, ROOT, Postgres, public_folder, server_address

NewDatabase = Callable[[], AbstractContextManager[str]]
"""Makes an empty database of the current schema; its address."""


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'heard.db'}"
        migrate(url)
        yield url


@contextmanager
def _postgresql() -> Iterator[str]:
    with _server().empty_database() as url:
        yield url


DATABASES: dict[str, NewDatabase] = {"SQLite": _sqlite, "PostgreSQL": _postgresql}


@cache
def _server() -> Postgres:
    """Started at the first need; it ends with this process, whose end of the pipe it watches."""
    folder = tempfile.mkdtemp(prefix="heard-", dir=public_folder())
    os.chmod(folder, 0o711)  # the server may run as `nobody`
    keeper = subprocess.Popen(
        [sys.executable, "-m", "bench.durable_postgres", folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    _KEPT.append(keeper)
    os.environ[FOLDER_NAME] = folder
    return Postgres(server_address())


_KEPT: list[subprocess.Popen[bytes]] = []


def sent_home() -> None:
    """End the server, and wait until it is gone."""
    while _KEPT:
        _server().close()
        _KEPT.pop().communicate()
        time.sleep(0)
