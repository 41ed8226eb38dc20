"""What Heard says at set times, whatever is due: the weekly line. Driven by rows, so that a restart forgets none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Appointment(Base):
    """Something that Heard says at set times, whatever is due: when it comes next. A tick claims its row."""

    __tablename__ = "appointments"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(index=True)
