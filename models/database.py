"""The database: one way to write, one way to read, on SQLite and PostgreSQL alike.

SQLite has one writing session with immediate transactions and a deferred read-only one beside it:
with IMMEDIATE on every begin, a plain SELECT fails with "database is locked".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, Float, FunctionElement, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from models.turnstile import Turnstile

POOL_WAIT = 2.0
"""Seconds that a person's request waits for a connection: Slack gives it three in all."""


class machine_now(FunctionElement[float]):
    """Machine time on the database's clock, in seconds since the epoch; moves within a transaction."""

    type = Float()
    inherit_cache = True


@compiles(machine_now, "sqlite")
def _sqlite_now(element: machine_now, compiler: Any, **kw: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(machine_now, "postgresql")
def _postgresql_now(element: machine_now, compiler: Any, **kw: Any) -> str:
    return "CAST(extract(epoch from clock_timestamp()) AS double precision)"


def normal_url(url: str) -> str:
    """`postgres://…`, as platforms write it, becomes SQLAlchemy's address for psycopg 3."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


class _HoldingSession(Session):
    """Holds every row that it has met until it is closed: who asks for one by its key again costs no look.

    By itself a session forgets what nobody else holds, and a verb asks ten times who somebody is. A look may
    go over every record there is: that one forgets.
    """


@event.listens_for(_HoldingSession, "loaded_as_persistent")
@event.listens_for(_HoldingSession, "pending_to_persistent")
def _hold(session: Session, row: object) -> None:
    session.info.setdefault("held", []).append(row)


class Database:
    """Sessions for one database.

    `write()` commits when the block ends well and rolls back when it raises; `read()` never writes.
    `threads` sizes the pool: as many connections as there are threads, and POOL_WAIT at most to get one.
    """

    def __init__(self, url: str, *, threads: int = 32) -> None:
        self.url = normal_url(url)
        self.is_sqlite = make_url(self.url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, threads, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(self.url, threads, begin="BEGIN", query_only=True)
        else:
            self._writer = create_engine(
                self.url, pool_size=threads, max_overflow=4, pool_timeout=POOL_WAIT, pool_pre_ping=True
            )
            self._reader = self._writer
        self._turnstile = Turnstile()

    @property
    def engine(self) -> Engine:
        """The engine that writes, for migrations and checks."""
        return self._writer

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction that may change things."""
        turn = self._turnstile.turn(POOL_WAIT) if self.is_sqlite else nullcontext()
        with turn, _HoldingSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    def machine_now(self) -> float:
        """Machine time on the database's clock, in seconds since the epoch."""
        with self.read() as session:
            return float(session.scalar(machine_now().select()) or 0.0)

    def close(self) -> None:
        """Give every connection back."""
        self._writer.dispose()
        self._reader.dispose()


def _sqlite_engine(url: str, threads: int, *, begin: str, query_only: bool = False) -> Engine:
    engine = create_engine(url, pool_size=threads, max_overflow=4, pool_timeout=POOL_WAIT)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we begin ourselves, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 2000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        if query_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
