"""An escalation that is to have a channel of its own, as a verb leaves it, and what delivery makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from sqlalchemy import select

from models.escalation import Escalation
from models.outbox import Priority
from models.own_channel import ChannelTask, OwnChannel, TaskKind, own_lane
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
