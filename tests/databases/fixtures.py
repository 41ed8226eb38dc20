"""The fixtures `database_url`, `sqlite_url` and `postgres_url`: a fresh, migrated database for each test."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.migrate import migrate
from tests.databases.postgres import FOLDER_NAME, Postgres, server_address, started_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: on SQLite and on PostgreSQL."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(fixture))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite file of the current schema, empty."""
    database = tmp_path / "heard.db"
    shutil.copyfile(sqlite_template, database)
    return f"sqlite:///{database}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database of the current schema, empty."""
    with postgres.empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once a worker and copied for each test."""
    template = tmp_path_factory.mktemp("template") / "heard.db"
    migrate(f"sqlite:///{template}")
    connection = sqlite3.connect(template)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the one file is all of it
    connection.close()
    return template


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """On the server of TEST_DATABASE_URL where that is set, else on the run's own, started if need be."""
    with ExitStack() as run:
        address = os.environ.get("TEST_DATABASE_URL")
        if not address:
            if FOLDER_NAME not in os.environ:
                run.enter_context(started_server())
            address = server_address()
        server = Postgres(address)
        run.callback(server.close)
        yield server
