"""The channel shared with an escalation's customer: the one place where something may be said to them. Row X8."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.account import Account
from models.directory import KnownChannel
from models.escalation import Escalation
from models.outbox import OutboxMessage
from policy.schema import Policy


def channel_of_customer(session: Session, escalation: Escalation) -> KnownChannel | None:
    """As the account names it, where people outside read it and we are in it; None where there is none such."""
    account = session.get(Account, escalation.account_id) if escalation.account_id else None
    if account is None or account.slack_channel is None:
        return None
    return session.scalar(
        select(KnownChannel)
        .where(
            or_(
                KnownChannel.channel_id == account.slack_channel,
                KnownChannel.name == account.slack_channel,
            ),
            KnownChannel.shared,
            KnownChannel.member,
            ~KnownChannel.archived,
        )
        .limit(1)
    )


def is_theirs(session: Session, message: OutboxMessage) -> bool:
    """Whether a message for a customer is on its way into the channel that is shared with that very customer."""
    escalation = session.get(Escalation, message.escalation_id) if message.escalation_id is not None else None
    account = session.get(Account, escalation.account_id) if escalation and escalation.account_id else None
    if account is None or account.slack_channel is None:
        return False
    known = session.get(KnownChannel, message.lane)
    return account.slack_channel in (message.lane, known.name if known else None)


def may_be_sent_to(session: Session, escalation: Escalation, policy: Policy) -> KnownChannel | None:
    """Where Heard itself may say something to this customer; None where it may not, or cannot."""
    row = policy.send_to_customer
    if row is None or escalation.drill or (escalation.restricted and not row.restricted):
        return None
    return channel_of_customer(session, escalation)
