"""The post room over each database in turn, with one pretend Slack for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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


@pytest.fixture
def room(database_url: str, slack: PretendSlack) -> Iterator[PostRoom]:
    room = PostRoom(database_url, slack)
    yield room
    room.database.close()
