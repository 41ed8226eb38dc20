"""How Alembic reaches the database: one migrator at a time, SQLite with foreign keys off and checked after."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event, text

from models import tables
from models.base import Base, EnumText, UtcDateTime
from models.database import normal_url

MIGRATION_LOCK = 7_340_331  # any constant: PostgreSQL's advisory lock that migrators share


def _plain_type(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain column types, so that an old one still runs when our own types have moved."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EnumText):
        return "sa.String(length=40)"
    return False


def _run(connection: Connection, *, batch: bool) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=batch,
        render_item=_plain_type,
        compare_type=True,
        transactional_ddl=True,  # SQLite can, and then a migration happens whole or not at all
    )
    with context.begin_transaction():
        context.run_migrations()


def _on_sqlite(url: str) -> None:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def prepare(connection, record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 30000")
        connection.execute(
            "PRAGMA foreign_keys = OFF"
        )  # a batch change rebuilds a table: no cascades meanwhile

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        _run(connection, batch=True)
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if broken:
            raise RuntimeError(f"the migration broke {len(broken)} references, first: {broken[0]}")
    engine.dispose()


def _on_postgresql(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()
        try:
            _run(connection, batch=False)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
    engine.dispose()


assert tables.ALL, "every table must be imported before Alembic compares"
# By itself, Alembic is only asked to write a new migration: against a file of its own, brought up to date first.
_url: str = context.config.attributes.get("url") or normal_url(
    os.environ.get("DATABASE_URL", "sqlite:///heard.db")
)
if _url.startswith("sqlite"):
    _on_sqlite(_url)
else:
    _on_postgresql(_url)
