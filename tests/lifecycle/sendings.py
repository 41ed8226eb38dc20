"""What Heard says to customers itself: begun, taken by Slack or never, written down; each as chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from sqlalchemy import select, update

from models.account import Account
from models.directory import KnownChannel
from models.escalation import Escalation
from models.outbox import Audience, MessageState, OutboxMessage
from services.drafting.anyway import Anyway
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.record_sent import record_sent
from services.tell_customer import Told
from tests.builders.escalations import a_request
from tests.lifecycle.act import Act

WAYS = ((MessageState.SENT, None), (MessageState.SENT, None), (MessageState.GIVEN_UP, "is_archived"))


def _send(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    _shares_a_channel(office, of)
    told = Told(
        f"We are at it ({a_request()})", "shared_channel", "All of them", anyway=Anyway("gist", ("no_next_update",)),
        send=True,
    )  # fmt: skip
    post_update(office, PostUpdate(a_request(), of, by, told), now)


def _slack_answers(office: Office, _of: int, _by: str, now: datetime, chance: Random) -> None:
    """Slack says what became of all that waits for customers, and it is written down."""
    state, error = chance.choice(WAYS)
    with office.database.write() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.audience == Audience.CUSTOMER, OutboxMessage.state == MessageState.WAITING)
            .values(state=state, error=error, channel_id=OutboxMessage.lane, ts="1795000000.000100")
        )
    record_sent(office, now)


def _shares_a_channel(office: Office, of: int) -> None:
    with office.database.write() as session:
        escalation = session.get_one(Escalation, of)
        account = session.get(Account, escalation.account_id) if escalation.account_id else None
        if account is None or account.slack_channel is not None:
            return
        account.slack_channel = f"CSHARED{account.id}"
        known = select(KnownChannel.channel_id).where(KnownChannel.channel_id == account.slack_channel)
        if session.scalar(known) is None:
            session.add(
                KnownChannel(
                    channel_id=account.slack_channel, name=None, private=False, shared=True, member=True,
                    archived=False, seen_at=0.0,
                )
            )  # fmt: skip


SENDINGS: Mapping[str, Act] = {"has_heard_send": _send, "slack_answers": _slack_answers}
