"""What a verb changed, kept for the short time in which it may be taken back. Row X7."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, JsonObject, UtcDateTime


class Undoable(Base):
    """One verb that somebody carried out. `message_id` is the message that offers to take it back.

    `trace` says what it changed: `columns` of the escalation as they were before, `deadlines` (id → columns as they
    were), the ids of deadlines that it `made`, of whom it `told` and whom it `stood_down`, of the messages that it
    `said` and of those that it `dropped`. It is emptied when the verb was taken back; when the time is over the row
    goes.
    """

    __tablename__ = "undoables"
    __table_args__ = (
        Index(
            "ix_undoables_until",
            "until",
            postgresql_where=text("undone_at IS NULL"),
            sqlite_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    verb: Mapped[str] = mapped_column(String(80))
    by: Mapped[str] = mapped_column(String(40))
    done_at: Mapped[datetime]
    until: Mapped[datetime]
    # The last entry that the verb put on the timeline: what comes after it was done by others.
    entry_id: Mapped[int]
    message_id: Mapped[int] = mapped_column(index=True)
    trace: Mapped[JsonObject]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(40))


def kept(row: Base, columns: Iterable[str]) -> JsonObject:
    """These columns of a row as JSON."""
    return {name: _plain(getattr(row, name)) for name in columns}


def put_back(row: Base, values: JsonObject) -> None:
    """What `kept` kept is the row's again."""
    for name, value in values.items():
        setattr(row, name, _read(row.__table__.c[name].type, value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, list) else value


def _read(column_type: Any, value: Any) -> Any:
    if value is not None and isinstance(column_type, UtcDateTime):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(column_type, EnumText):
        return column_type.enum(value)
    return value
