"""What the tests of the pretend Slack share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_bolt import App

from tests.sandbox.apps import over_http
from tests.sandbox.world import World, a_world


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


@pytest.fixture
def app(world: World) -> Iterator[App]:
    """A Bolt app at the world's request URL; listeners may be added while it runs."""
    with over_http(world.slack) as made:
        yield made
