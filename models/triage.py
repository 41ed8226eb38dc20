"""What triage found, as far as it got: the answers that the escalation itself does not hold. Rows D2, P5."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Triage(Base):
    """One row an escalation; problem, impact and outcome stand there. An answer of None is unknown yet.

    `customers_affected` counts this customer as one. `arr` and `revenue_at_risk` are in whole units of the company's
    currency. They and the renewal are facts for colleagues alone (row X8).
    """

    __tablename__ = "triages"

    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), primary_key=True)
    cause_type: Mapped[str | None] = mapped_column(String(80))
    effect: Mapped[str | None] = mapped_column(Text)
    began_at: Mapped[datetime | None]
    happened_before: Mapped[bool | None]
    most_affected: Mapped[str | None] = mapped_column(Text)
    arr: Mapped[int | None] = mapped_column(BigInteger)
    revenue_at_risk: Mapped[int | None] = mapped_column(BigInteger)
    renewal_on: Mapped[date | None]
    customers_affected: Mapped[int | None]
    tried: Mapped[str | None] = mapped_column(Text)

    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(40))
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[str | None] = mapped_column(String(40))
