"""An office at work on each database in turn, with the tests' people in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.databases import DATABASES
from services.office import Office
from tests.builders.office import an_office


@contextmanager
def an_office_on(name: str, *, threads: int = 8) -> Iterator[Office]:
    """On an empty database of that kind."""
    with DATABASES[name]() as url:
        office = an_office(url, threads=threads)
        try:
            yield office
        finally:
            office.database.close()
