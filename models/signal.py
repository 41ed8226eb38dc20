"""What another system said: kept once, by who said it and their id for it. Rows M4, X2."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, JsonObject


class Signal(Base):
    """One signal. `source` is the name of the secret that signed it, `webhook_id` the sender's own id of it.

    `at` is when it happened, as the sender says; `received_at` when we heard of it. `data` is as it was sent, without
    the account; a customer's words are in it, so it is erased like them (row X21).
    """

    __tablename__ = "signals"
    __table_args__ = (
        UniqueConstraint("source", "webhook_id"),
        Index("ix_signals_account_id_type_at", "account_id", "type", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    webhook_id: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(index=True)
    data: Mapped[JsonObject]
