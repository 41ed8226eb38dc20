"""What the tests of the pretend Slack share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.world import World, a_world


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made
