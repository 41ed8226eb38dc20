"""Migrations: one head, the same schema as the models, and down and up again with people's data in it."""

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

from models.base import Base
from models.database import Database
from models.escalation import Escalation
from models.migrate import (
    OlderSchemaError,
    alembic_config,
    known_revisions,
    migrate,
    require_current_schema,
    schema_revision,
)
from tests.builders.escalations import an_acknowledged
from tests.builders.office import an_office


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config("sqlite://")).get_heads()) == 1


def test_the_migrated_schema_is_the_models_schema(database_url: str) -> None:
    command.check(alembic_config(database_url))


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    database = Database(database_url)
    assert schema_revision(database) == known_revisions()[0]
    require_current_schema(database)


def test_all_the_way_down_and_up_again_leaves_every_table(database_url: str) -> None:
    office = an_office(database_url)
    an_acknowledged(office)
    office.database.close()
    command.downgrade(alembic_config(database_url), "base")
    engine = create_engine(Database(database_url).url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(database_url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_migrating_a_populated_database_keeps_what_is_in_it(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_acknowledged(office)
    migrate(database_url)
    with office.database.read() as session:
        assert session.scalars(select(Escalation.id)).all() == [escalation_id]


def test_an_empty_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OlderSchemaError, match="python -m bot migrate"):
        require_current_schema(Database(f"sqlite:///{tmp_path / 'new.db'}"))


def test_a_schema_that_is_newer_than_this_release_is_good_enough(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    require_current_schema(database)
