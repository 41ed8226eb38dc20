"""One PostgreSQL server a run, shared by the workers; one migrated template a worker; one database a test."""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from models.migrate import migrate

ROOT = Path(__file__).parents[2]
FOLDER_NAME = "HEARD_TESTS_POSTGRES"
"""Environment variable by which the workers learn the folder of the run's server."""
PATIENCE = 120.0
"""Seconds to wait for a server on a very busy machine."""


@contextmanager
def started_server() -> Iterator[None]:
    """Start the run's server, without waiting for it, and stop it at the end. FOLDER_NAME leads to it."""
    folder = tempfile.mkdtemp(prefix="heard-", dir=public_folder())
    os.chmod(folder, 0o711)  # the server may run as `nobody`
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.databases.keeper", folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the run; the keeper follows when the run is over
    )
    os.environ[FOLDER_NAME] = folder
    try:
        yield
    finally:
        del os.environ[FOLDER_NAME]
        keeper.communicate()


def public_folder() -> str:
    """The system's temporary directory where everybody may pass through it, else /tmp."""
    place = Path(tempfile.gettempdir()).resolve()
    passable = all(parent.stat().st_mode & 0o001 for parent in (place, *place.parents))
    return str(place) if passable or os.geteuid() != 0 else "/tmp"


def server_address() -> str:
    """The address of the run's server, once it answers. Raises RuntimeError where it could not start."""
    folder = Path(os.environ[FOLDER_NAME])
    give_up = time.monotonic() + PATIENCE
    while not (folder / "address").exists():
        if (folder / "failure").exists():
            raise RuntimeError((folder / "failure").read_text())
        if time.monotonic() > give_up or not folder.exists():
            raise RuntimeError(f"the tests' PostgreSQL did not answer within {PATIENCE:.0f} seconds")
        time.sleep(0.02)
    return (folder / "address").read_text()


class Postgres:
    """Makes and drops databases on one server; each is a copy of a template that is migrated once."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address).set(drivername="postgresql+psycopg")
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(plain, autocommit=True)
        self._name = f"heard_{os.getpid()}_{time.time_ns():x}"  # unlike any other worker's, on any machine
        self._numbers = itertools.count(1)
        self._template = f"{self._name}_template"
        self._execute("CREATE DATABASE {}", self._template)
        migrate(self._url_of(self._template))

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """A database of the current schema with nothing in it; its SQLAlchemy address."""
        name = f"{self._name}_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY = FILE_COPY", name, self._template)
        try:
            yield self._url_of(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        """Leave nothing behind on a server that outlives the run."""
        self._execute("DROP DATABASE {} WITH (FORCE)", self._template)
        self._connection.close()

    def _url_of(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    def _execute(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
