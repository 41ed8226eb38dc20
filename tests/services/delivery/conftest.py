"""The post room over each database in turn, with one pretend Slack for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from models.base import Base
from models.database import Database
from tests.databases.postgres import Postgres
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import PretendSlack, a_pretend_slack


@pytest.fixture(scope="session")
def running_slack() -> Iterator[PretendSlack]:
    with a_pretend_slack() as slack:
        yield slack


@pytest.fixture
def slack(running_slack: PretendSlack) -> Iterator[PretendSlack]:
    """The pretend Slack, with no faults and nothing logged yet."""
    running_slack.begin()
    yield running_slack
    running_slack.begin()


@pytest.fixture(scope="session")
def one_postgres(postgres: Postgres) -> Iterator[Database]:
    """One PostgreSQL database for all of these tests: to make one takes longer than most of them."""
    with postgres.empty_database() as url:
        database = Database(url, threads=2)
        yield database
        database.close()


@pytest.fixture
def postgres_url(one_postgres: Database) -> str:
    """That database, emptied."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with one_postgres.write() as session:
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return one_postgres.url


@pytest.fixture
def room(database_url: str, slack: PretendSlack) -> Iterator[PostRoom]:
    room = PostRoom(database_url, slack)
    yield room
    room.database.close()
