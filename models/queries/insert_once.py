"""Insert a row unless its key is taken: the compare-and-set that makes a repeat harmless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Executable, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """True where the row is new. Two at once: the second waits for the first to commit, then sees it."""
    statement = _insert(table, session.get_bind().dialect.name, True)
    return session.execute(statement, dict(values)).first() is not None


def insert_all_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """As `insert_once`, for many at once. A list of parameters, not of values: nothing is compiled anew."""
    if rows:
        session.execute(_insert(table, session.get_bind().dialect.name, False), list(rows))


@cache
def _insert(table: type[Base], dialect: str, telling: bool) -> Executable:
    """Made once: to put a statement together costs more than to run it. `telling`: it returns the key of a new row."""
    rows = cast(Table, table.__table__)
    insert = postgresql.insert(rows) if dialect == "postgresql" else sqlite.insert(rows)
    statement = insert.on_conflict_do_nothing()
    return statement.returning(inspect(table).primary_key[0]) if telling else statement
