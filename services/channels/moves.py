"""Moving to where an escalation is spoken of from now on: home, a private channel, direct messages. Rows X11, X17.

Whatever waits goes along. What was said before stands where it stands; of what is restricted now it is edited to the
one line that anybody may read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import Audience, Lane, MessageState, OutboxMessage, Surface, new_lane_row
from models.own_channel import ChannelTask, OwnState, TaskKind, is_own
from models.queries.insert_once import insert_all_once, insert_once
from models.queries.lanes import machine_time
from models.queries.own_channels import is_claimed, locked_own_channel
from policy.own_channel import next_name
from services.channels.card import say_card, say_line
from services.channels.own import claim, reads_as, welcome, wish
from services.channels.places import DM, SAID_ELSEWHERE, dm, home_lane, kept_inside
from services.documents.canvases import ELSEWHERE, take_canvases_away
from services.office import Rules
from services.outbox import show_all_anew, show_anew
from services.readers import stays_inside


def move_inside(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    """It is restricted from now on: a private channel, else direct messages. What waits elsewhere comes along."""
    if escalation.drill:
        return
    before, lane = escalation.home_channel, _private_lane(session, escalation, rules)
    _line_at_home(session, escalation, rules, now)
    waits = _unsent_outside(session, escalation, lane)
    if lane is None:
        go_on_by_message(session, escalation, now)
    elif lane != before:
        escalation.home_channel = lane
        _new_card(session, escalation, now)
        if is_own(before):
            session.execute(delete(ChannelTask).where(ChannelTask.escalation_id == escalation.id))
            wish(session, escalation, TaskKind.ARCHIVE, before, lane=before)
            take_canvases_away(session, [escalation.id], ELSEWHERE)
        welcome(session, escalation, rules)
    take_along(session, escalation, waits)
    _take_back_what_was_said(session, escalation, rules)


def move_outside(session: Session, escalation: Escalation) -> None:
    """It is restricted no more. A private channel stays its home; without one it goes on in the home channel."""
    if not escalation.drill and not is_own(escalation.home_channel):
        waits = [
            one for one in unsent_in(session, escalation.home_channel) if one.escalation_id == escalation.id
        ]
        before = session.get_one(OutboxMessage, escalation.card_id)
        drop_cards(waits, "no longer restricted")
        go_home(session, escalation)
        reads_as(session, before, "home_line")
        take_along(session, escalation, waits)
    show_all_anew(
        session,
        session.scalars(
            select(OutboxMessage.id).where(
                OutboxMessage.escalation_id == escalation.id,
                OutboxMessage.state == MessageState.SENT,
                OutboxMessage.lane != escalation.home_channel,
            )
        ).all(),
    )


def go_home(session: Session, escalation: Escalation) -> None:
    """To the home channel: the line there becomes the card."""
    line = session.get_one(OutboxMessage, escalation.line_id)
    reads_as(session, line, "card")
    escalation.card_id, escalation.line_id, escalation.home_channel = line.id, None, line.lane


def go_on_by_message(session: Session, escalation: Escalation, now: datetime) -> None:
    """To the DRI's direct messages; whoever else is asked for something is asked by theirs. The line at home stays."""
    escalation.home_channel = dm(escalation.dri)
    _new_card(session, escalation, now)


def follow_dri(session: Session, escalation: Escalation, now: datetime) -> None:
    """What lives in its DRI's direct messages goes with the DRI."""
    home = escalation.home_channel
    by_message = escalation.restricted and not escalation.drill and not is_own(home)
    if by_message and escalation.line_id is not None and home != dm(escalation.dri):
        before = session.get_one(OutboxMessage, escalation.card_id)
        go_on_by_message(session, escalation, now)
        reads_as(session, before, "restricted_line")
        show_anew(session, escalation.line_id)


def unsent_in(session: Session, lane: str) -> Sequence[OutboxMessage]:
    """What waits to be said there."""
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.lane == lane, OutboxMessage.state == MessageState.WAITING)
        .order_by(OutboxMessage.id)
        .execution_options(populate_existing=True)
    ).all()


def drop_cards(waits: Sequence[OutboxMessage], error: str) -> None:
    """Of what waits, the card is not said any more: another one is."""
    for message in waits:
        if message.template == "card":
            message.state, message.error = MessageState.DROPPED, error


def take_along(session: Session, escalation: Escalation, waits: Sequence[OutboxMessage]) -> None:
    """These are said where it lives now, under its card."""
    for message in waits:
        if message.state is not MessageState.WAITING:
            continue
        lane, card = escalation.home_channel, escalation.card_id
        message.lane, message.thread_of = kept_inside(
            escalation, message.template, lane, card, message.context
        )
        message.else_lanes, message.attempts, message.not_before = [], 0, 0.0
        insert_once(session, Lane, new_lane_row(message.lane))
    session.flush()


def _private_lane(session: Session, escalation: Escalation, rules: Rules) -> str | None:
    """Of a channel that it has or may have; None where none can be had."""
    own = locked_own_channel(session, escalation.id)
    if own is None:
        return claim(session, escalation, rules)
    if own.private:
        return own.lane if own.state in (OwnState.WANTED, OwnState.TAKEN, OwnState.MADE) else None
    name: str | None = own.name
    while name is not None and is_claimed(session, name):
        name, own.attempt = next_name(name, own.attempt), own.attempt + 1
    if name is None:
        return None
    own.name, own.private, own.state, own.channel_id, own.error = name, True, OwnState.WANTED, None, None
    own.asked_at = machine_time(session)
    session.flush()
    return own.lane


def _new_card(session: Session, escalation: Escalation, now: datetime) -> None:
    card = say_card(session, escalation, now, anew=escalation.home_channel)
    reads_as(session, card, "card")  # it may have stood here before


def _line_at_home(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    """In the home channel one line says that there is one: the card that stood there, or one that is said now."""
    if escalation.line_id is not None:
        return
    home, card = home_lane(rules, drill=False, author=escalation.raised_by), escalation.card_id
    if card is not None and escalation.home_channel == home:
        reads_as(session, session.get_one(OutboxMessage, card), "home_line")
        escalation.line_id = card
        return
    say_line(session, escalation, home, now)


def _unsent_outside(session: Session, escalation: Escalation, inside: str | None) -> Sequence[OutboxMessage]:
    """What waits elsewhere, but for direct messages and what tells no more than that there is one."""
    waits = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.escalation_id == escalation.id,
            OutboxMessage.state == MessageState.WAITING,
            OutboxMessage.template.not_in(SAID_ELSEWHERE),
            OutboxMessage.audience == Audience.INTERNAL,
            OutboxMessage.lane.not_like(f"{DM}%"),
            OutboxMessage.lane != (inside or ""),
        )
        .order_by(OutboxMessage.id)
    ).all()
    drop_cards(waits, "restricted")
    return waits


def _take_back_what_was_said(session: Session, escalation: Escalation, rules: Rules) -> None:
    """Where people read it who may not, each message of ours becomes the line that anybody may read."""
    gone = (MessageState.SENT, MessageState.SENDING)
    said = session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.escalation_id == escalation.id,
            OutboxMessage.state.in_(gone),
            OutboxMessage.audience == Audience.INTERNAL,  # what the customer was told stands
        )
    ).all()
    outside = [one for one in said if not stays_inside(escalation, one.lane, rules)]
    insert_all_once(session, Surface, [_surface(one) for one in outside])
    gathered = session.scalars(
        select(Deadline.nudge_message_id).where(
            Deadline.escalation_id == escalation.id, Deadline.nudge_message_id.is_not(None)
        )
    ).all()
    show_all_anew(session, {*(one.id for one in outside), *(key for key in gathered if key is not None)})


def _surface(message: OutboxMessage) -> dict[str, object]:
    return {
        "escalation_id": message.escalation_id,
        "message_id": message.id,
        "template": message.template,
        "context": None,
        "wanted": 0,
        "shown": 0,
        "attempts": 0,
        "not_before": 0.0,
    }
