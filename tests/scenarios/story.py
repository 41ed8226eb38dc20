"""A story's world: people who act in the pretend Slack, the bot that answers, and a clock that the test moves.

Everything is real but Slack: signed HTTP, Bolt, the database, delivery. Time passes step by step, as it would:
at each moment at which a promise's next step comes, the bot ticks and delivers.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.compose import House, compose
from bot.demo.cast import enter
from bot.http import http_app
from bot.http_server import HttpServer
from bot.settings import Settings
from bot.start import Role, meet_slack, open_database, open_gateway, open_office
from handlers.manifest import app_manifest
from models.escalation import LIVE, Escalation
from models.outbox import OutboxMessage
from models.queries.escalations import next_step_after
from sandbox import Channel, Message, Person, Sandbox
from sandbox import Settings as SandboxSettings
from services.deliver import Desk, drain
from services.delivery.desk import Pace
from services.follow_paths import follow_paths
from services.know_person import known_person
from services.record_sent import record_sent
from services.see_to_absences import see_to_absences
from services.send_digests import next_morning, send_digests
from services.take_due_steps import take_due_steps
from services.undo_offers import end_offers
from services.upkeep.tell_ops import TellOps
from services.wording.contexts import Wording
from tests.builders.escalations import MONDAY

QUICK = Pace(between_posts=0.0, between_edits=0.0, doubt=0.2, per_minute={})
"""Delivery without waiting: pacing has tests of its own."""

PATIENT = SandboxSettings(
    answer_deadline=15.0, message_interval=0.0, message_burst=1000, messages_per_minute=100_000, tiers=False
)


@dataclass(frozen=True)
class Names:
    """What the rows of the shipped policy are called in the one that this story runs on."""

    renamed: Mapping[str, Mapping[str, str]]

    def severity(self, key: str) -> str:
        return self.renamed.get("severity", {}).get(key, key)


class MovableClock:
    """Business time, which stands still until the story moves it."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now


class Story:
    """People act by `slack.person(…)`; `passes` lets time go by; `settle` delivers what was committed."""

    def __init__(self, slack: Sandbox, house: House, desk: Desk, clock: MovableClock, names: Names) -> None:
        self.slack, self.house, self.clock, self.names = slack, house, clock, names
        self._desk = desk

    def settle(self) -> None:
        """Deliver all that was committed."""
        drain(self._desk, threads=4, patience=1.0, at_most=20.0)
        if record_sent(self.house.office, self.clock.now):
            self.settle()

    def passes(self, length: timedelta | None = None, **parts: float) -> None:
        """Let time pass, taking every step on the way at its own moment."""
        self._until(self.clock.now + (length or timedelta(**parts)))

    def until(self, day: int, hour: int, minute: int = 0) -> None:
        """Let time pass until this hour (in London, in winter) so many days after the story's Monday."""
        self._until(MONDAY.replace(hour=hour, minute=minute) + timedelta(days=day))

    def leaves(self, name: str) -> None:
        """Somebody's account is closed, and Slack has told the bot so."""
        gone = self.slack.person(name).id
        self.slack.edit_user(name, deleted=True)
        patience = time.monotonic() + 5.0
        while known_person(self.house.office, gone).active:  # type: ignore[union-attr]
            assert time.monotonic() < patience, "Slack's event did not come"
            time.sleep(0.02)
        see_to_absences(self.house.office, self.clock.now)  # which the event does as well
        self.settle()

    @property
    def card(self) -> Message:
        """The newest open card, wherever it stands."""
        newest = (
            select(OutboxMessage)
            .join(Escalation, Escalation.card_id == OutboxMessage.id)
            .where(Escalation.status.in_(LIVE), Escalation.drill.is_(False), OutboxMessage.ts.is_not(None))
            .order_by(Escalation.id.desc())
            .limit(1)
        )
        with self.house.office.database.read() as session:
            card = session.scalars(newest).one()
        return next(m for m in self.slack.channel(str(card.channel_id)).messages if m.ts == card.ts)

    def home(self, card: Message) -> Channel:
        """The channel in which an escalation lives: one of its own, or #escalations."""
        return self.slack.channel(card.channel)

    def talk(self, card: Message) -> list[Message]:
        """What was said of an escalation: under its card, or in a channel of its own after it."""
        home = self.home(card)
        if home.id == self.slack.channel("escalations").id:
            return home.thread(card)
        return [message for message in home.messages if message.ts > card.ts]

    def hears(self, text: str, card: Message) -> Message:
        """What was said of an escalation with these words, the newest; AssertionError lists what was said instead."""
        said = self.talk(card)
        found = [message for message in said if message.says(text)]
        assert found, f"{text!r} was not said; there stood\n  " + "\n  ".join(map(str, said))
        return found[-1]

    def anew(self, message: Message) -> Message:
        """A message as it stands now; a card that has moved house, where it stands now."""
        message = self._moved(message)
        return next(m for m in self.slack.channel(message.channel).messages if m.ts == message.ts)

    def _moved(self, message: Message) -> Message:
        """The card of an escalation that lives elsewhere by now; any other message as it is."""
        with self.house.office.database.read() as session:
            row = session.scalar(
                select(OutboxMessage).where(
                    OutboxMessage.channel_id == message.channel,
                    OutboxMessage.ts == message.ts,
                    OutboxMessage.template == "card",
                )
            )
            escalation = session.get(Escalation, row.escalation_id) if row is not None else None
            card = session.get(OutboxMessage, escalation.card_id) if escalation is not None else None
        if card is None or card.ts is None or card.ts == message.ts:
            return message
        return next(m for m in self.slack.channel(str(card.channel_id)).messages if m.ts == card.ts)

    def was_away(self, **parts: float) -> None:
        """The bot is down for so long, then ticks once."""
        self.clock.now += timedelta(**parts)
        self._ticks()

    def _until(self, moment: datetime) -> None:
        while (following := self._next_step()) is not None and following <= moment:
            self.clock.now = following
            self._ticks()
        self.clock.now = moment
        ended = end_offers(self.house.office, moment)
        if see_to_absences(self.house.office, moment) or ended:
            self.settle()

    def _ticks(self) -> None:
        take_due_steps(self.house.office, self.clock.now)
        follow_paths(self.house.office, self.clock.now)
        send_digests(self.house.office, self.clock.now)
        see_to_absences(self.house.office, self.clock.now)
        self.settle()

    def _next_step(self) -> datetime | None:
        with self.house.office.database.read() as session:
            step = next_step_after(session, self.clock.now)
        morning = next_morning(self.house.office, self.clock.now)
        return min((at for at in (step, morning) if at is not None), default=None)

    def raised(self, by: str = "casey", **answers: Any) -> Message:
        """Somebody raises an escalation from #general; the answers are the form's. Returns its card."""
        person = self.slack.person(by)
        person.types("/escalate", channel="general")
        form = person.view.fill(**({"customer": "Acme Ltd", "problem": "Nobody can log in"} | answers))
        # Where the customer has others, whoever raises it says that it is none of them.
        asked = "similar" in (field.element["action_id"] for field in form.fields.values())
        self.sends(person, **({"similar": "new"} if asked else {}))
        person.closes()
        return self.card

    def presses(self, by: str, message: Message, button: str, **fields: Any) -> None:
        """Somebody presses a button, or chooses it from the menu, and sends the form filled in where one opens."""
        person = self.slack.person(by)
        chosen = self._in_menu(message, button)
        response = person.clicks(message, "more", chosen) if chosen else person.clicks(message, button)
        assert response.ok, response.error
        if person.has_view:
            self.sends(person, **fields)
        self.settle()

    def _in_menu(self, message: Message, verb: str) -> str | None:
        """The option of the menu *More* that stands for a verb, where it has no button."""
        options = [
            str(option["value"])
            for button in message.buttons
            if button.action_id == "more"
            for option in button.element["options"]
        ]
        return next((option for option in options if option.split(":")[0] == verb), None)

    def sends(self, person: Person, **fields: Any) -> None:
        """Fill in the open form and send it; it must be taken."""
        sent = person.view.submit(**fields)
        assert sent.ok, (sent.errors, sent.sentence)
        self.settle()


@contextmanager
def told_story(
    database_url: str, policy: str = "sev", team: Path | None = None, names: Names | None = None
) -> Iterator[Story]:
    """A story on a migrated, empty database."""
    clock = MovableClock(MONDAY)
    with ExitStack() as at_the_end:
        slack = at_the_end.enter_context(Sandbox.start(app_manifest(), shown_clock=clock, settings=PATIENT))
        enter(slack)
        settings = _settings(slack, database_url, policy, team)
        database = open_database(settings, Role.RUN)
        at_the_end.callback(database.close)
        gateway = open_gateway(settings)
        identity = meet_slack(gateway, database)
        office = open_office(settings, database, gateway, clock)
        house = compose(settings, Role.RUN, office, gateway, identity, clock)
        server = HttpServer(http_app(house, None), "127.0.0.1", 0, threads=8)
        server.start()
        at_the_end.callback(server.stop)
        slack.deliver_to(f"http://127.0.0.1:{server.port}/slack/events")
        desk = Desk(
            database=database,
            slack=gateway,
            word=Wording(office.rulebook, clock),
            tell_ops=TellOps(office.rulebook),
            now=clock,
            holder="story",
            pace=QUICK,
        )
        send_digests(office, clock.now)  # as the first tick does
        yield Story(slack, house, desk, clock, names or Names({}))


def _settings(slack: Sandbox, database_url: str, policy: str, team: Path | None) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # a test has nothing to do with this machine's settings
        slack_bot_token=SecretStr(slack.bot_token),
        slack_signing_secret=SecretStr(slack.signing_secret),
        slack_api_url=slack.api_url,
        database_url=SecretStr(database_url),
        heard_policy=policy,
        heard_team=team or Path("bot/demo/team.toml"),
        host="127.0.0.1",
        port=0,
    )
