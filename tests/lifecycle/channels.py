"""What becomes of a channel of an escalation's own, each as one act: Slack makes it, it is lost, people leave it.

And what holds of it after every act: the card stands where the escalation lives, and home always knows the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.own_channel import OwnChannel, OwnState, is_own
from models.queries.escalations import locked
from policy.schema import Policy
from services.channels.leave import leave
from services.channels.left import left_channel
from services.office import Office
from tests.builders.escalations import a_request
from tests.lifecycle.act import Act

ON_ITS_WAY = (OwnState.WANTED, OwnState.TAKEN, OwnState.MADE)


def _made(office: Office, of: int, _by: str, _now: datetime, _chance: Random) -> None:
    with office.database.write() as session:
        own = session.get(OwnChannel, of)
        if own is not None and own.state is OwnState.WANTED:
            own.state, own.channel_id = OwnState.MADE, f"COWN{of}"


def _lost(office: Office, of: int, _by: str, now: datetime, chance: Random) -> None:
    error = chance.choice(("restricted_action", "is_archived", "shared_channel", "not_in_channel"))
    with office.database.write() as session:
        escalation = locked(session, of)
        assert escalation is not None
        leave(session, escalation, error=error, now=now)


def _left(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    left_channel(office, f"COWN{of}", by, event_id=a_request("Ev"), now=now)


CHANNELS: Mapping[str, Act] = {"its_channel_is_made": _made, "its_channel_is_lost": _lost, "leaves_it": _left}


def homeless(session: Session, escalation: Escalation, policy: Policy) -> Iterator[str]:
    """A sentence for each way in which it and its channel disagree."""
    ref, own = escalation.ref, session.get(OwnChannel, escalation.id)
    card = session.get_one(OutboxMessage, escalation.card_id)
    if card.lane != escalation.home_channel:
        yield f"{ref}: it lives in {escalation.home_channel} and its card stands in {card.lane}"
    state = own.state if own is not None else None
    if is_own(escalation.home_channel):
        if state not in ON_ITS_WAY:
            yield f"{ref}: it lives in a channel of its own that is {state}"
        if escalation.line_id is None:
            yield f"{ref}: at home nothing leads to its channel"
    else:
        if state in ON_ITS_WAY:
            yield f"{ref}: its channel is {state} and it lives at home"
        by_message = escalation.restricted and not escalation.drill
        if (escalation.line_id is not None) is not by_message:
            yield f"{ref}: a line at home leads to where it stands itself, or nothing leads to its messages"
    wanted = policy.own_channel is not None and escalation.severity in policy.own_channel.severities
    if wanted and own is None and escalation.live and not escalation.drill:
        yield f"{ref}: it is {escalation.severity} and was given no channel of its own"
