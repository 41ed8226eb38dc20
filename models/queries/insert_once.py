"""Insert a row unless its key is taken: the compare-and-set that makes a repeat harmless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """True where the row is new. Two at once: the second waits for the first to commit, then sees it."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    key = inspect(table).primary_key[0]
    statement = insert.values(**values).on_conflict_do_nothing().returning(key)
    return session.execute(statement).first() is not None


def insert_all_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """As `insert_once`, for many at once. A list of parameters, not of values: nothing is compiled anew."""
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(cast(Table, table.__table__)).on_conflict_do_nothing(), list(rows))
