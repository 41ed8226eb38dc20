"""The office that verbs are carried out in."""

from collections.abc import Iterator

import pytest

from services.office import Office
from tests.builders.office import an_office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """At work on a database of the test's own, with everybody known."""
    found = an_office(database_url)
    yield found
    found.database.close()
