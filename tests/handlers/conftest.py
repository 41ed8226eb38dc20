"""A door for each test, on both databases."""

import pytest

from tests.handlers.door import Door, a_door


@pytest.fixture
def door(database_url: str) -> Door:
    """The doors, open, to an office where everybody is known."""
    return a_door(database_url)
