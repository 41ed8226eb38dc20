"""Making the channel of a lane like `own:12`: under its name, adopted where it is ours, given up for the home channel.

The name stands in the database before Slack is asked. So whoever comes after a crash, or a reply that was lost,
finds the channel by its name and knows it by who made it and when.
"""

from __future__ import annotations

import logging

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.outbox import MessageState, OutboxMessage
from models.own_channel import OwnChannel, OwnState, whose_lane
from models.queries.own_channels import by_channel, is_claimed, locked_own_channel
from policy.own_channel import next_name
from services.delivery.desk import Pace
from services.delivery.destination import Move, Step
from services.delivery.directory import opened, remember_channels
from services.delivery.jobs import Errand, Job, Post, Search
from services.delivery.restored import NOBODY
from services.slack_port import NamedChannel, Refusal, SlackError

log = logging.getLogger(__name__)

NAME_TAKEN = "name_taken"
NO_CHANNEL = "no_channel"
"""The escalation lives elsewhere by now."""

OF_THE_METHOD = frozenset(
    {
        "access_denied",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "missing_scope",
        "not_allowed_token_type",
    }
)
"""Said to a call that only channels of one's own need: the workspace is in order, and we do without."""

UNUSABLE = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "shared_channel", NAME_TAKEN, NO_CHANNEL}
    | {"no_permission", "restricted_action", "restricted_action_read_only_channel"}
)
"""Said to a message: the channel itself can be used no longer."""

MAKING = frozenset({Step.MAKE_CHANNEL, Step.MAKE_PRIVATE_CHANNEL, Step.FIND_CHANNEL})

CLOCKS_DIFFER = 3600.0
"""Seconds by which Slack's clock and the database's may."""


def making(own: OwnChannel | None) -> Move:
    """What a lane without a channel needs next; where it was made this very moment, that is known."""
    if own is not None and own.state is OwnState.MADE and own.channel_id is not None:
        return Move(Step.LOOK_UP_CHANNEL, own.channel_id)
    if own is None or own.state not in (OwnState.WANTED, OwnState.TAKEN):
        return Move(Step.REFUSE, "", (own.error if own else None) or NO_CHANNEL)
    if own.state is OwnState.TAKEN:
        return Move(Step.FIND_CHANNEL, own.name)
    return Move(Step.MAKE_PRIVATE_CHANNEL if own.private else Step.MAKE_CHANNEL, own.name)


def taken(session: Session, lane: str, name: str) -> None:
    """Slack has a channel of this name: find out whose."""
    own = _waiting_for(session, lane, name)
    if own is not None:
        own.state = OwnState.TAKEN


def made(session: Session, lane: str, name: str, channel: NamedChannel, seen_at: float) -> None:
    """We made it just now."""
    own = _waiting_for(session, lane, name)
    if own is None:
        log.warning("channel %s was made and is not needed any more", channel.facts.channel_id)
        return
    _take(session, own, channel, seen_at)


def found(session: Session, lane: str, name: str, channel: NamedChannel | None, seen_at: float) -> None:
    """What stands under the name: adopted where we made it for this very escalation, else the next name is tried."""
    own = _waiting_for(session, lane, name)
    if own is None:
        return
    if channel is not None and _is_for_us(session, own, channel):
        log.warning("channel %s had been made after all", channel.facts.channel_id)
        _take(session, own, channel, seen_at)
        _doubt_what_waits(session, own)
        return
    name_to_try: str | None = own.name
    while name_to_try is not None and is_claimed(session, name_to_try):
        name_to_try = next_name(name_to_try, own.attempt)
        own.attempt += 1
    if name_to_try is None:
        own.state, own.error = OwnState.LOST, NAME_TAKEN
    else:
        own.name, own.state = name_to_try, OwnState.WANTED


def _waiting_for(session: Session, lane: str, name: str) -> OwnChannel | None:
    own = locked_own_channel(session, whose_lane(lane))
    waits = (
        own is not None
        and own.lane == lane
        and own.name == name
        and own.state in (OwnState.WANTED, OwnState.TAKEN)
    )
    return own if waits else None


def _is_for_us(session: Session, own: OwnChannel, channel: NamedChannel) -> bool:
    facts = channel.facts
    usable = facts.member and not facts.shared and not facts.archived and facts.private == own.private
    since = channel.made_at >= own.asked_at - CLOCKS_DIFFER
    return usable and channel.ours and since and by_channel(session, facts.channel_id) is None


def _doubt_what_waits(session: Session, own: OwnChannel) -> None:
    """The record may be older than the channel, after a restore: what stands there is not said again."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.lane == own.lane, OutboxMessage.state == MessageState.WAITING)
        .values(
            state=MessageState.SENDING,
            fence=NOBODY,
            sending_since=own.asked_at,
            channel_id=own.channel_id,
        )
    )


def _take(session: Session, own: OwnChannel, channel: NamedChannel, seen_at: float) -> None:
    own.state, own.channel_id, own.error = OwnState.MADE, channel.facts.channel_id, None
    session.flush()
    opened(session, own.lane, channel.facts.channel_id)
    remember_channels(session, [channel.facts], seen_at)


def cannot_make(job: Job, error: SlackError, message: OutboxMessage, pace: Pace) -> bool:
    """Whether the channel that this message waits for will not be made, or not soon enough."""
    if error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
        if isinstance(job, Errand) and job.what is Step.FIND_CHANNEL:
            return False  # it may be ours, with our words in it
        too_long = (error.retry_after or 0.0) > pace.making_patience
        return too_long or message.attempts + 1 >= pace.making_attempts
    return error.kind is not Refusal.PAUSE or error.code in OF_THE_METHOD


def unusable(job: Job, error: SlackError, message: OutboxMessage, _pace: Pace) -> bool:
    """Whether this refusal of a message is about the channel: it can be used no longer."""
    if isinstance(job, Search):  # the next attempt to send will tell
        return False
    if error.kind is Refusal.PAUSE:
        return isinstance(job, Errand) and job.what is Step.JOIN
    first_try = isinstance(job, Post) and message.attempts <= 1
    removed = error.code == "not_in_channel" and first_try
    return error.kind is Refusal.NEVER and error.code in UNUSABLE and not removed
