"""Bringing a database to the current schema, one process at a time, and telling how far it is."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.database import Database, normal_url

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class OlderSchemaError(RuntimeError):
    """The database has not been migrated to what this release needs."""


def alembic_config(url: str) -> Config:
    """Alembic's settings for `url`, with no file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = normal_url(url)
    return config


def migrate(url: str) -> None:
    """Bring the database at `url` to the current schema. Two at once wait for each other."""
    command.upgrade(alembic_config(url), "head")


def schema_revision(database: Database) -> str | None:
    """The schema that the database has, None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> tuple[str, ...]:
    """Every schema this release knows, newest first."""
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return tuple(script.revision for script in scripts.walk_revisions())


def require_current_schema(database: Database) -> None:
    """Raises OlderSchemaError where the database is behind. One ahead is fine: N-1 runs on N."""
    revision = schema_revision(database)
    known = known_revisions()
    if revision is None or (revision in known and revision != known[0]):
        raise OlderSchemaError(
            f"the database is at schema {revision or 'none'}, this release needs {known[0]}: "
            "run 'python -m bot migrate'"
        )
