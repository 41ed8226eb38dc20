"""Finding people of the workspace by their e-mail addresses."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.directory import KnownPerson


def by_email(session: Session, emails: Collection[str | None]) -> dict[str, KnownPerson]:
    """Address in small letters → person, for whoever was ever seen; of two of one address the active one."""
    wanted = {email.lower() for email in emails if email}
    if not wanted:
        return {}
    found = session.scalars(
        select(KnownPerson).where(func.lower(KnownPerson.email).in_(wanted)).order_by(KnownPerson.active)
    )
    return {person.email.lower(): person for person in found if person.email}
