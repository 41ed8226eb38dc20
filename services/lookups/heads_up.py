"""What the form of a heads-up offers, and the draft for one customer of it. Reads only. Row M10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from message_templates.drafts import DraftWords, draft
from models.account import Account
from models.heads_up import HeadsUp, HeadsUpCustomer
from models.queries import accounts, heads_ups
from services.authorise import require_internal
from services.office import Office
from services.refusal import Refused
from services.wording.names import NameBook


@dataclass(frozen=True)
class HeadsUpDraft:
    """Words for one customer. Nothing of another is in them: they are made from this account and the heads-up."""

    customer_id: int
    customer: str
    words: DraftWords


def segments_offered(office: Office) -> tuple[str, ...]:
    """Segments of the accounts, by name."""
    with office.database.read() as session:
        return tuple(heads_ups.segments(session))


def draft_of_heads_up(office: Office, customer_id: int, *, by: str, now: datetime) -> HeadsUpDraft:
    """Raises Refused for outsiders, and where there is no such customer of a heads-up."""
    with office.database.read() as session:
        require_internal(session, by)
        customer = session.get(HeadsUpCustomer, customer_id)
        if customer is None:
            raise Refused("no_such_heads_up")
        heads_up = session.get_one(HeadsUp, customer.heads_up_id)
        account = session.get_one(Account, customer.account_id)
        there = accounts.contacts_of(session, account.id)
        speaks = next((one for one in there if one.role == "champion"), next(iter(there), None))
        zone = _zone(account, office.rulebook.current.roster.person(by).calendar.zone)
        words = draft(
            f"heads_up/{heads_up.kind.value}",
            {
                "customer": account.name,
                "contact": speaks.name if speaks else None,
                "me": NameBook(session).get(by, by),
                "title": heads_up.title,
                "effect": heads_up.effect,
                "workaround": heads_up.workaround,
                "begins": heads_up.begins_at.astimezone(zone) if heads_up.begins_at else None,
                "ends": heads_up.ends_at.astimezone(zone) if heads_up.ends_at else None,
                "now": now.astimezone(zone),
            },
        )
        return HeadsUpDraft(customer_id, account.name, words)


def _zone(account: Account, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(account.timezone or otherwise)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)
