"""What people have already asked of us, so that a repeat is harmless."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, JsonObject


class HandledRequest(Base):
    """One request that was carried out, inserted in the commit that carried it out.

    The key is an event's id, or a form's view id. For a form, `digest` tells whether its content is the same:
    changed content is added to the record, never dropped.
    """

    __tablename__ = "handled_requests"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    digest: Mapped[str | None] = mapped_column(String(64))
    escalation_id: Mapped[int | None]
    handled_at: Mapped[datetime]
    answer: Mapped[JsonObject | None]
