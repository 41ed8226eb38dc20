"""Many open escalations quickly: one is raised as a person would, then the database copies its rows."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    func,
    insert,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy import cast as sql_cast

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OUTBOX, MessageState, Surface
from models.own_channel import OWN
from services.office import Office
from services.take_due_steps import take_due_steps
from tests.builders.escalations import MONDAY, an_escalation

ESCALATIONS = cast(Table, Escalation.__table__)
DEADLINES = cast(Table, Deadline.__table__)
SURFACES = cast(Table, Surface.__table__)
TABLES = (ESCALATIONS, OUTBOX, DEADLINES, SURFACES)

DUE = MONDAY + timedelta(hours=1)
"""When the first word to the customer of a SEV-2 is due: its DRI is asked for it."""

REFERS_TO = {
    "card_id": OUTBOX,
    "line_id": OUTBOX,
    "dri_message_id": OUTBOX,
    "thread_of": OUTBOX,
    "message_id": OUTBOX,
    "ask_message_id": OUTBOX,
    "nudge_message_id": OUTBOX,
    "escalation_id": ESCALATIONS,
}


def populate(office: Office, count: int) -> None:
    """`count` open SEV-2 escalations, ids from 1, whose messages are in Slack; nothing of theirs is due soon.

    They live in the home channel: copies of one cannot share a channel of its own.
    """
    an_escalation(office, MONDAY, "sev2")
    take_due_steps(office, DUE - timedelta(minutes=15))
    home = office.rulebook.current.roster.channels[office.rulebook.current.policy.channel.home]
    with office.database.engine.begin() as connection:
        connection.execute(update(OUTBOX).where(OUTBOX.c.lane.startswith(OWN)).values(lane=home))
        connection.execute(update(ESCALATIONS).values(home_channel=home))
        connection.execute(
            update(OUTBOX).values(state=MessageState.SENT, channel_id=OUTBOX.c.lane, ts="1.000100")
        )
        connection.execute(update(SURFACES).values(shown=SURFACES.c.wanted))
        connection.execute(update(ESCALATIONS).values(next_step_at=DUE + timedelta(days=30)))
        sizes = {table.name: connection.scalar(select(func.max(table.c.id))) or 0 for table in TABLES}
        for table in TABLES:
            _copy(connection, table, sizes, count - 1)
    know_the_tables(office)


def make_due(office: Office, first: int, count: int) -> None:
    """Escalations `first` and on have a step at DUE. Each can be made due once."""
    chosen = ESCALATIONS.c.id.between(first, first + count - 1)
    with office.database.engine.begin() as connection:
        connection.execute(update(ESCALATIONS).where(chosen).values(next_step_at=DUE))


def know_the_tables(office: Office) -> None:
    """Statistics, as autovacuum would have them by now; SQLite's journal is put away."""
    with office.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    if office.database.is_sqlite:
        with closing(office.database.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(connection: Connection, table: Table, sizes: dict[str, int], times: int) -> None:
    """Every row so many times; ids and references are moved on by as many as there were."""
    number = select(literal(1).label("k")).cte("number", recursive=True)
    number = number.union_all(select(number.c.k + 1).where(number.c.k < times))
    columns = list(table.columns)
    moved: list[ColumnElement[Any]] = []
    for column in columns:
        if column.name == "id":
            moved.append(column + number.c.k * sizes[table.name])
        elif column.name in REFERS_TO:
            moved.append(column + number.c.k * sizes[REFERS_TO[column.name].name])
        elif column.name == "key":
            moved.append(column + "#" + sql_cast(number.c.k, String))
        else:
            moved.append(column)
    rows = select(*moved).select_from(table.join(number, true()))
    connection.execute(insert(table).from_select(columns, rows))
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"
            )
        )
