"""A consistent copy of a SQLite database while it is used, and the way back from one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.settings import DatabaseSettings, Settings
from bot.sqlite_hold import HeldError, held
from bot.start import StartError, rule_files
from models.database import Database
from models.migrate import known_revisions, migrate, schema_revision
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Office, Rulebook
from services.upkeep.draw_up_rules import draw_up
from services.upkeep.resume_after_restore import resume_after_restore

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is open, or whose last user was killed."""


def back_up(settings: DatabaseSettings, file: Path) -> None:
    """Copy the database to `file`, as it stands at one moment. Raises StartError; `file` is whole or not there."""
    database = _file_of(settings)
    if not database.exists():
        raise StartError([f"DATABASE_URL: {database} is not there: there is nothing to back up"], status=1)
    with _failing(file):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with _failing(file), _unfinished(file) as part:
            _copy(database, part)
            os.replace(part, file)
    except StartError:
        file.unlink()
        raise


def restore(settings: Settings, file: Path, now: datetime) -> Path | None:
    """Put the backup `file` in the database's place; returns where the replaced one is kept. Raises StartError.

    All work is done on a copy, so that whatever fails leaves the database as it was; `file` is not changed.
    """
    database = _file_of(settings)
    rules = _rules(settings)
    try:
        with _failing(file), held(settings.database_address), _unfinished(database) as part:
            _require_a_backup(file)
            _copy(file, part)
            _catch_up(part, *rules, now)
            aside = _keep_aside(database, now) if database.exists() else None
            os.replace(part, database)
            return aside
    except HeldError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None


def _file_of(settings: DatabaseSettings) -> Path:
    name = make_url(settings.database_address).database
    if not settings.on_sqlite or not name or name == ":memory:":
        instead = "use pg_dump and pg_restore, and stop every worker before you restore"
        raise StartError([f"DATABASE_URL: only a SQLite file is backed up so; on PostgreSQL {instead}"])
    return Path(name).absolute()


def _rules(settings: Settings) -> tuple[Policy, TeamFile]:
    try:
        return rule_files(settings).read()
    except PolicyErrors as error:
        raise StartError([str(problem) for problem in error.problems]) from None


@contextmanager
def _failing(file: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise StartError([f"{error.filename} is there already: name another file"]) from None
    except OSError as error:
        raise StartError([f"{error.filename or file}: {error.strerror}"], status=1) from None
    except (sqlite3.Error, DBAPIError) as error:
        raise StartError([f"{file}: {error}; nothing was changed"], status=1) from None


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A file of its own beside `file`, readable by its owner alone, gone at the end unless it was moved."""
    number, name = mkstemp(prefix=f"{file.name}.", suffix=".part", dir=file.absolute().parent)
    os.close(number)
    part = Path(name)
    try:
        yield part
    finally:
        for left in (part, *_beside(part)):
            left.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Page by page in one read transaction, whoever writes meanwhile; then checked, and one file alone."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as reading, closing(sqlite3.connect(target)) as copy:
        reading.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        _require_whole(copy, source)
    with target.open("rb") as written:
        os.fsync(written.fileno())


def _require_a_backup(file: Path) -> None:
    if not file.exists():
        raise StartError([f"{file} is not there"])
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reading:
        _require_whole(reading, file)
        if not reading.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise StartError([f"{file} is no backup of this program"])


def _require_whole(connection: sqlite3.Connection, file: Path) -> None:
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise StartError([f"{file} is damaged: {said}"], status=1)


def _catch_up(copy: Path, policy: Policy, team: TeamFile, now: datetime) -> None:
    """The current schema, and what its clock missed; nothing of it has been said yet."""
    database = Database(f"sqlite:///{copy}", threads=2)
    try:
        if (revision := schema_revision(database)) not in known_revisions():
            raise StartError([f"the backup has schema {revision}, which a newer release made: install that"])
        migrate(database.url)
        drawn = draw_up(database, policy, team)
        if not drawn.usable:
            raise StartError([str(problem) for problem in drawn.problems])
        resume_after_restore(Office(database, Rulebook(drawn.rules)), now)
    finally:
        database.close()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # one file is all of it


def _keep_aside(database: Path, now: datetime) -> Path:
    """The replaced file under another name, with what SQLite had not merged into it yet."""
    aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    os.link(database, aside)  # so that at no moment there is no database: an empty one would be made
    for left, kept in zip(_beside(database), _beside(aside), strict=True):
        if left.exists():
            left.rename(kept)
    return aside


def _beside(file: Path) -> tuple[Path, ...]:
    return tuple(file.with_name(file.name + ending) for ending in BESIDE)
