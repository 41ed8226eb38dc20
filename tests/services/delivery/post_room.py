"""A post room: a desk over a fresh database and the pretend Slack, with short waits and plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.slack_gateway import SlackGateway
from models.account import Account
from models.canvas import Canvas, CanvasStep
from models.database import Database
from models.escalation import Escalation
from models.outbox import Bucket, Lane, OutboxMessage, Priority, Surface
from models.own_channel import ChannelTask
from models.timeline import Event, TimelineEntry
from models.workspace import Workspace
from services.deliver import DeliveryReport, Desk, deliver, drain
from services.delivery.desk import OpsReport, Pace
from services.delivery.wording_port import Row, Worded
from services.outbox import say, show_anew
from services.slack_port import Block
from tests.services.delivery.pretend_slack import PretendSlack

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

QUICK = Pace(
    between_posts=0.15,
    between_edits=0.2,
    between_canvas_edits=0.2,
    doubt=0.0,
    probe_every=0.2,
    first_wait=0.05,
    longest_wait=0.2,
    attempts=4,
    per_minute={},
)

PATIENT = 5.0
"""Seconds of patience: more than any wait in these tests."""


def word(session: Session, row: Row) -> Worded:
    """A message reads what its context says, or its template's name; a surface also tells which version it is."""
    if isinstance(row, ChannelTask):
        return Worded(f"{row.kind} {row.wanted}", [])
    if isinstance(row, Canvas):
        titled = row.step in (CanvasStep.MAKE, CanvasStep.LINK)
        return Worded("The document" if titled else f"# Version {row.wanted}{' plain' * row.plain}", [])
    context = row.context or {}
    text = context.get("text", row.template)
    if text is None:
        raise ValueError("no words")
    if isinstance(row, Surface):
        text = f"{text}, version {row.wanted}"
    blocks: list[Block] = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    message = row if isinstance(row, OutboxMessage) else session.get_one(OutboxMessage, row.message_id)
    return Worded(text, blocks, message.audience)


class PostRoom:
    """One database, one gateway, and what a test says and sees."""

    def __init__(self, url: str, slack: PretendSlack) -> None:
        self.url, self.slack = url, slack
        self.database = Database(url, threads=8)
        self.now = NOON
        self.ops = slack.channel("ops")
        self._keys = count(1)
        me = slack.gateway().auth_test()
        with self.database.write() as session:
            session.add(
                Workspace(
                    id=1,
                    team_id=me.team_id,
                    team_name=me.team_name,
                    url=me.url,
                    bot_user_id=me.bot_user_id,
                    bot_id=me.bot_id,
                    paused_until=0.0,
                )
            )

    def desk(self, *, gateway: SlackGateway | None = None, holder: str = "worker", **pace: Any) -> Desk:
        """A desk; keywords change its pace."""
        slack = gateway or self.slack.gateway()
        return Desk(
            database=self.database,
            slack=slack,
            word=word,
            tell_ops=self.tell_ops,
            now=lambda: self.now,
            holder=holder,
            http_timeout=slack.timeout,
            pace=replace(QUICK, **pace),
        )

    def tell_ops(self, session: Session, report: OpsReport, now: datetime) -> None:
        text = f"{report.what}: {report.error}"
        say(session, report.key, lane=self.ops, template="ops", now=now, context={"text": text})

    def say(self, lane: str, text: str | None, *, key: str | None = None, **how: Any) -> int:
        """Commit a message and return its id. A text of None cannot be worded."""
        with self.database.write() as session:
            message = say(
                session,
                key or f"message:{next(self._keys)}",
                lane=lane,
                template="plain",
                now=self.now,
                context={"text": text},
                **how,
            )
            return message.id

    def card(self, lane: str, text: str) -> int:
        """Commit a message that is kept true afterwards; its id."""
        message_id = self.say(lane, text, editable=True)
        with self.database.write() as session:
            session.execute(
                update(Surface).where(Surface.message_id == message_id).values(context={"text": text})
            )
        return message_id

    def touch(self, message_id: int, times: int = 1) -> None:
        """The message no longer reads as it should, so many times over."""
        for _ in range(times):
            with self.database.write() as session:
                show_anew(session, message_id)

    def escalation(self, channel: str | None = None) -> int:
        """The id of an escalation that is there for its timeline alone; its customer shares `channel` with us."""
        with self.database.write() as session:
            account = Account(
                name="Acme Ltd", name_key="acme ltd", slack_channel=channel, made_at=NOON, changed_at=NOON
            )
            session.add(account)
            session.flush()
            escalation = Escalation(
                account_id=account.id,
                customer="Acme Ltd",
                customer_key="acme ltd",
                problem="Nobody can log in",
                impact="outage",
                severity="sev1",
                severity_proposed="sev1",
                tier="3",
                raised_by="U1",
                dri="U1",
                team=[],
                reached_at=NOON,
                opened_at=NOON,
                home_channel="C1",
                policy_hash="",
                team_hash="",
            )
            session.add(escalation)
            session.flush()
            return escalation.id

    def said_for(self, escalation_id: int, lane: str, text: str, **how: Any) -> int:
        """Commit a message of an escalation; its id."""
        with self.database.read() as session:
            escalation = session.get_one(Escalation, escalation_id)
        return self.say(lane, text, escalation=escalation, **how)

    def deliver(self, **pace: Any) -> DeliveryReport:
        """One pass."""
        return deliver(self.desk(**pace), threads=4)

    def drain(self, **pace: Any) -> DeliveryReport:
        """Until nothing more can leave, however long that takes."""
        return drain(self.desk(**pace), threads=4, patience=PATIENT, at_most=20)

    def row(self, message_id: int) -> OutboxMessage:
        """The message as its row stands."""
        with self.database.read() as session:
            return session.get_one(OutboxMessage, message_id)

    def surface(self, message_id: int) -> Surface:
        """The surface of a message."""
        with self.database.read() as session:
            return session.scalars(select(Surface).where(Surface.message_id == message_id)).one()

    def lane(self, lane: str) -> Lane:
        """A lane as it stands."""
        with self.database.read() as session:
            return session.get_one(Lane, lane)

    def bucket(self, method: str) -> Bucket | None:
        """A method's limits as they stand."""
        with self.database.read() as session:
            return session.get(Bucket, method)

    def paused(self) -> str | None:
        """Why nothing leaves."""
        with self.database.read() as session:
            return session.get_one(Workspace, 1).paused

    def failures_of(self, escalation_id: int) -> list[dict[str, Any]]:
        """What the timeline says of deliveries that failed."""
        with self.database.read() as session:
            entries = session.scalars(
                select(TimelineEntry)
                .where(
                    TimelineEntry.escalation_id == escalation_id, TimelineEntry.event == Event.DELIVERY_FAILED
                )
                .order_by(TimelineEntry.id)
            )
            return [entry.data for entry in entries]

    def later(self, **duration: float) -> None:
        """Business time moves on; the machine's does not."""
        self.now += timedelta(**duration)

    def told_ops(self) -> list[str]:
        """What `ops` reads."""
        return self.slack.texts(self.ops)


URGENT, ROUTINE = Priority.URGENT, Priority.ROUTINE
