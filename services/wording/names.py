"""What people are called: for messages that speak of somebody who need not act and is not notified. Row X12."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.directory import KnownPerson


class NameBook(Mapping[str, str]):
    """User id → name, read when a template asks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, user_id: str) -> str:
        person = self._session.get(KnownPerson, user_id)
        if person is None:
            raise KeyError(user_id)
        return person.name

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.scalars(select(KnownPerson.user_id)))

    def __len__(self) -> int:
        return self._session.scalar(select(func.count()).select_from(KnownPerson)) or 0

    def __bool__(self) -> bool:
        return True
