"""What a customer writes in a channel that is shared with them, heeded once. Row M4."""

from __future__ import annotations

from datetime import datetime

from models.account import Account
from policy.kinds import Heard
from policy.watching import Happening
from services import once
from services.office import Office
from services.watching.heed import Source, heed


def heed_message(
    office: Office, account_id: int, words: str, *, address: str | None, event_id: str, now: datetime
) -> None:
    """The same event twice is harmless."""
    rules = office.rulebook.current
    if not rules.policy.watch or not words.strip():
        return
    with office.database.write() as session:
        if once.claim(session, f"event:{event_id}", {}, now) is not None:
            return
        account = session.get_one(Account, account_id)
        heed(session, account, Happening(Heard.MESSAGE, now, text=words), Source(words, address), rules, now)
