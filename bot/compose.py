"""The composition root: every part of a process, made and joined in one place."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.slack_gateway import SlackGateway
from bot.start import Clock, Role, open_gateway, process_name, rule_files
from handlers.desk import Desk as HandlersDesk
from handlers.register import register
from models.outbox import Audience
from scheduler.clock_guard import ClockGuard
from scheduler.jobs import Audit, EndOffers, LookUp, Reload, Retain, Tick, beating
from scheduler.metronome import Metronome
from services.deliver import DeliveryLoop
from services.deliver import Desk as DeliveryDesk
from services.delivery.wording_port import Row, Word, Worded
from services.office import Office
from services.slack_port import Identity
from services.upkeep.beat import bow_out
from services.upkeep.call_deadman import call_deadman
from services.upkeep.tell_ops import TellOps
from services.wording.contexts import Wording

log = logging.getLogger(__name__)

THREADS = 32
"""That answer people, in one process."""

COURIERS = 16
"""That carry messages to Slack."""

TICK_EVERY = 1.0
RELOAD_EVERY = 3.0
BEAT_EVERY = 15.0
LOOK_UP_EVERY = 3600.0
AUDIT_EVERY = 300.0
RETAIN_EVERY = 3600.0
DEADMAN_EVERY = 60.0
END_OFFERS_EVERY = 5.0
ASKING_TIMEOUT = 1.5
"""Seconds for a call while a person waits: Slack gives them three in all."""


@dataclass(frozen=True)
class House:
    """One process, composed. `app` is None where it listens to nobody, `delivery` where it sends nothing."""

    settings: Settings
    role: Role
    name: str
    office: Office
    slack: SlackGateway
    identity: Identity
    clock: Clock
    app: App | None
    delivery: DeliveryLoop | None
    metronome: Metronome
    reload: Reload

    def wake(self) -> None:
        """Something was committed: look for it now."""
        if self.delivery is not None:
            self.delivery.wake()

    def bow_out(self) -> None:
        """This process stops and is not missed; where the database is away, it is for a while."""
        try:
            bow_out(self.office, self.name)
        except SQLAlchemyError:
            log.warning("the database did not answer: this process will be missed for a while")

    def reload_now(self) -> None:
        """Read policy and team anew, changed or not."""
        self.reload.force()
        self.metronome.hurry("reload")


def compose(
    settings: Settings, role: Role, office: Office, slack: SlackGateway, identity: Identity, clock: Clock
) -> House:
    """Make and join the parts; nothing runs yet."""
    name = process_name()
    delivery = None if role is Role.WEB else _delivery(office, slack, clock, name)
    wake = delivery.wake if delivery else _nothing
    metronome = Metronome()
    reload = Reload(office, slack, rule_files(settings), clock, metronome.rest, settings.heard_templates)
    metronome.add("reload", reload, RELOAD_EVERY)
    if role is not Role.WEB:
        # On SQLite the database's clock is this machine's own: it confirms nothing.
        other = None if office.database.is_sqlite else office.database.machine_now
        metronome.add("tick", Tick(office, clock, ClockGuard(database=other), wake), TICK_EVERY)
        look_up = LookUp(office, slack, rule_files(settings), clock, metronome.rest)
        metronome.add("look up", look_up, LOOK_UP_EVERY, at_once=False)
        metronome.add("audit", Audit(office, clock, wake, metronome.rest), AUDIT_EVERY, at_once=False)
        metronome.add("end offers", EndOffers(office, clock, wake), END_OFFERS_EVERY)
        metronome.add("retain", Retain(office, clock), RETAIN_EVERY, at_once=False)
        if settings.heard_deadman_url is not None:
            url = settings.heard_deadman_url.get_secret_value()
            call = partial(call_deadman, office.database, url)
            metronome.add("dead man", lambda: call(clock()), DEADMAN_EVERY, at_once=False)
    tick_age = _no_tick if role is Role.WEB else partial(metronome.age, "tick")
    metronome.add("beat", beating(office, name, role.value, tick_age), BEAT_EVERY)
    app = None if role is Role.WORKER else _bolt(settings, office, identity, clock)
    return House(settings, role, name, office, slack, identity, clock, app, delivery, metronome, reload)


def _delivery(office: Office, slack: SlackGateway, clock: Clock, name: str) -> DeliveryLoop:
    desk = DeliveryDesk(
        database=office.database,
        slack=slack,
        word=_word(Wording(office.rulebook, clock)),
        tell_ops=TellOps(office.rulebook),
        now=clock,
        holder=name,
        http_timeout=slack.timeout,
    )
    return DeliveryLoop(desk, COURIERS)


def _word(wording: Wording) -> Word:
    """What was rendered, as delivery takes it."""

    def word(session: Session, row: Row) -> Worded:
        said = wording(session, row)
        return Worded(said.text, list(said.blocks), Audience(said.audience))

    return word


def _bolt(settings: Settings, office: Office, identity: Identity, clock: Clock) -> App:
    """Bolt: verifies, authorises by a fixed result, and answers only after the listener has committed."""
    token = settings.slack_bot_token.get_secret_value()
    secret = settings.slack_signing_secret
    who = AuthorizeResult(
        enterprise_id=identity.enterprise_id,
        team_id=identity.team_id,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        bot_token=token,
    )

    def authorize(**_: Any) -> AuthorizeResult:
        return who

    app = App(
        name="heard",
        client=WebClient(base_url=settings.slack_api_url, retry_handlers=[]),
        signing_secret=secret.get_secret_value() if secret else "",
        authorize=authorize,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="listener"),
        attaching_conversation_kwargs_enabled=False,
    )
    register(app, HandlersDesk(office, open_gateway(settings, ASKING_TIMEOUT), clock))
    return app


def _no_tick() -> None:
    """This process does not tick."""


def _nothing() -> None:
    """Another process delivers: it looks by itself."""
