"""The clock on the customer's wall: what they are promised is said in their zone. Rows X5, Y1."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from policy.roster import Roster


def zone_of_customer(session: Session, escalation: Escalation, roster: Roster) -> tzinfo:
    """Their account's zone; where that is unknown, the DRI's."""
    account = session.get(Account, escalation.account_id) if escalation.account_id else None
    known = account.timezone if account is not None else None
    try:
        return ZoneInfo(known or roster.person(escalation.dri).calendar.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(roster.person(escalation.dri).calendar.zone)
