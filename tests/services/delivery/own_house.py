"""An escalation that is to have a channel of its own, as a verb leaves it, and what delivery makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import select

from models.canvas import Canvas, canvas_lane
from models.escalation import Escalation
from models.outbox import Lane, Priority, new_lane_row
from models.own_channel import ChannelTask, OwnChannel, TaskKind, own_lane
from models.queries.canvases import want_anew
from models.queries.insert_once import insert_once
from models.queries.lanes import machine_time
from models.timeline import Event, TimelineEntry
from services.outbox import say
from tests.services.delivery.post_room import NOON, PostRoom

_names = count(1)


@dataclass(frozen=True)
class Opened:
    """An escalation whose card waits for a channel, with a line at home that leads there."""

    id: int
    name: str
    home: str
    line: int
    card: int
    private: bool

    @property
    def lane(self) -> str:
        return own_lane(self.id, private=self.private)


def opened(room: PostRoom, *, private: bool = False) -> Opened:
    """Committed, and nothing sent yet."""
    home, name = room.slack.channel("home"), f"esc-{next(_names)}-acme"
    escalation_id = room.escalation()
    with room.database.write() as session:
        escalation = session.get_one(Escalation, escalation_id)
        messages = [
            say(
                session,
                f"{template}:{name}",
                lane=lane,
                template=template,
                now=NOON,
                escalation=escalation,
                context={"text": template},
                priority=Priority.URGENT,
                editable=True,
            )
            for lane, template in ((home, "home_line"), (own_lane(escalation_id, private=private), "card"))
        ]
        escalation.line_id, escalation.card_id = (message.id for message in messages)
        escalation.home_channel = own_lane(escalation_id, private=private)
        session.add(
            OwnChannel(
                escalation_id=escalation_id, name=name, private=private, asked_at=machine_time(session)
            )
        )
        assert escalation.line_id is not None
        assert escalation.card_id is not None
        return Opened(escalation_id, name, home, escalation.line_id, escalation.card_id, private)


def says(room: PostRoom, of: Opened, text: str, **how: object) -> int:
    """A message about it, as a verb says it: under its card."""
    return room.said_for(of.id, of.lane, text, thread_of=of.card, **how)


def to_do(room: PostRoom, of: Opened, kind: TaskKind, target: str = "") -> None:
    with room.database.write() as session:
        session.add(ChannelTask(escalation_id=of.id, lane=of.lane, kind=kind, target=target))


def wants_canvas(room: PostRoom, of: Opened) -> None:
    """The canvas of its document is claimed, as `services.documents.canvases` does."""
    lane = canvas_lane(of.id, private=of.private)
    with room.database.write() as session:
        insert_once(session, Lane, new_lane_row(lane))
        session.add(Canvas(escalation_id=of.id, private=of.private, lane=lane))


def changes(room: PostRoom, of: Opened) -> None:
    """The record is another now."""
    with room.database.write() as session:
        want_anew(session, [of.id])


def canvas_row(room: PostRoom, of: Opened) -> Canvas:
    with room.database.read() as session:
        return session.scalars(select(Canvas).where(Canvas.escalation_id == of.id)).one()


def canvas_in(room: PostRoom, of: Opened) -> dict[str, Any] | None:
    """As Slack has it; None where it is gone."""
    found = canvas_row(room, of).canvas_id
    return next((one for one in room.slack.sandbox.canvases if one["id"] == found), None)


def own(room: PostRoom, of: Opened) -> OwnChannel:
    with room.database.read() as session:
        return session.get_one(OwnChannel, of.id)


def lives_in(room: PostRoom, of: Opened) -> str:
    with room.database.read() as session:
        return session.get_one(Escalation, of.id).home_channel


def happened(room: PostRoom, of: Opened, event: Event) -> list[dict[str, object]]:
    with room.database.read() as session:
        rows = select(TimelineEntry).where(TimelineEntry.escalation_id == of.id, TimelineEntry.event == event)
        return [entry.data for entry in session.scalars(rows)]
