"""What a person has chosen for themselves, and how far the morning digests have come. Row X18."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Preference(Base):
    """Somebody's own choices; whoever never chose has no row."""

    __tablename__ = "preferences"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[bool] = mapped_column(default=True)


class Mornings(Base):
    """Up to which moment everybody whose morning came has been seen to. One row, id 1: a tick claims it."""

    __tablename__ = "mornings"

    id: Mapped[int] = mapped_column(primary_key=True)
    done_until: Mapped[datetime]
