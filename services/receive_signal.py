"""Another system says something of a customer: kept once, in whatever order it comes. Rows M4, X2."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.queries.insert_once import insert_once
from models.signal import Signal
from services.accounts.given import AccountGiven
from services.accounts.keep import keep_accounts, keep_health
from services.accounts.of_customer import of_word, one_at_a_time
from services.office import Office
from services.signals.given import Given, HealthChanged
from services.watching.signals import heed_signal


def receive_signal(office: Office, source: str, webhook_id: str, given: Given, now: datetime) -> bool:
    """True where it is new; False where this source has said it before, and nothing is done. One transaction.

    Raises NotThisAccount where it speaks of two accounts at once. An account that nobody knows yet is made, to be
    completed: what is said of a customer may come before the customer.
    """
    with office.database.write() as session:
        one_at_a_time(session)
        account = _account(session, given, now)
        fresh = insert_once(
            session,
            Signal,
            {
                "source": source,
                "webhook_id": webhook_id,
                "type": given.type,
                "account_id": account.id,
                "at": given.timestamp,
                "received_at": now,
                "data": given.about.model_dump(
                    mode="json", by_alias=True, exclude={"account"}, exclude_none=True
                ),
            },
        )
        if not fresh:
            session.rollback()
        elif isinstance(given.about, HealthChanged):
            keep_health(session, account, _readings(given.about, given.timestamp))
        if fresh:
            session.flush()
            heed_signal(session, account, given, office.rulebook.current, now)
        return fresh


def _account(session: Session, given: Given, now: datetime) -> Account:
    if isinstance(given.about, AccountGiven):
        (kept,) = keep_accounts(session, [given.about], as_of=given.timestamp, now=now)
        return kept.account
    return of_word(session, given.account, now)


def _readings(health: HealthChanged, at: datetime) -> list[tuple[datetime, int]]:
    """The earlier score first."""
    earlier = (
        [(health.previous_at, health.previous)]
        if health.previous is not None and health.previous_at is not None
        else []
    )
    return [*earlier, (at, health.score)]
