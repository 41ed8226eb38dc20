"""A drill: the program's own processes, killed again and again while they take, tick and deliver, on a day when Slack
answers badly as well. In the end every message stands once, and every form that was sent is there.

1. People raise escalations, each form sent again until it is answered, as a person would.
2. A killer ends a process of the crew by SIGKILL, or holds one for longer than its lease, and starts it anew.
3. The weather: 429s, 5xx, silence, replies that are lost after the message was taken, history that shows it late.
4. It clears up; all that is waiting leaves; the crew is stopped as it should be; then everything is counted.

The policy is the shipped one with minutes for seconds, so that promises fall due all the while.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

from sqlalchemy import Engine, create_engine, text

from policy.load import policy_file
from sandbox import Sandbox, View
from sandbox.surface.asking import Refused
from tests.bot.running import a_slack, settings_for
from tests.fire.crew import Crew
from tests.fire.own_channels import amiss, to_do

IMPACTS = ("outage", "major_function", "workaround")
WEATHER: tuple[dict[str, Any], ...] = (
    {"kind": "ratelimited", "method": "chat.postMessage", "retry_after": 1},
    {"kind": "ratelimited", "method": "chat.update", "retry_after": 1},
    {"kind": "http_503", "method": "*"},
    {"kind": "http_500", "method": "chat.postMessage", "taken": True},
    {"kind": "lost_reply", "method": "chat.postMessage"},
    {"kind": "late_history", "method": "*", "seconds": 2.0},
    {"kind": "timeout", "method": "chat.postMessage", "seconds": 4.0},
    {"kind": "lost_reply", "method": "conversations.create"},
    {"kind": "http_500", "method": "conversations.create", "taken": True},
    {"kind": "ratelimited", "method": "conversations.create", "retry_after": 1},
    {"kind": "lost_reply", "method": "conversations.invite"},
    {"kind": "http_500", "method": "conversations.setTopic", "taken": True},
)
LEAVES_WITHIN = 240.0
"""Seconds in which everything must have left once the weather is fair: lanes in doubt wait for their leases."""
FASTER = {"m": "s", "h": "m", "d": "h", "w": "h"}


@dataclass(frozen=True)
class Outcome:
    """What a drill came to.

    `lost` were answered and are not there; `again` were raised twice; `twice` are messages that stand more than once in
    Slack, `missing` are recorded as sent and do not; `unsent` never left; `channels` is what is wrong with channels of
    escalations' own.
    """

    seed: int
    kills: int
    held: int
    answered: int
    messages: int
    lost: tuple[str, ...]
    again: tuple[str, ...]
    twice: tuple[str, ...]
    missing: tuple[str, ...]
    unsent: tuple[str, ...]
    channels: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that should not be."""
        return (*self.lost, *self.again, *self.twice, *self.missing, *self.unsent, *self.channels)

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.kills} killed, {self.held} held, {self.answered} forms answered, "
            f"{self.messages} messages; lost {len(self.lost)}, raised again {len(self.again)}, "
            f"twice {len(self.twice)}, missing {len(self.missing)}, unsent {len(self.unsent)}, "
            f"channels amiss {len(self.channels)}"
        )


def drill(database_url: str, folder: Path, *, seed: int, kills: int, forms: int) -> Outcome:
    """Live through it. On SQLite the crew is one `run`; on PostgreSQL a `web` and three `worker`s."""
    chance = Random(seed)
    with ExitStack() as at_the_end:
        slack = at_the_end.enter_context(a_slack())
        variables = settings_for(slack, folder, database_url) | {"HEARD_POLICY": str(_quick_policy(folder))}
        crew = at_the_end.enter_context(Crew(slack, folder, variables))
        engine = create_engine(database_url)
        at_the_end.callback(engine.dispose)
        with _people_raising(slack, forms, chance.randrange(2**32)) as answered:
            held = _trouble(slack, crew, chance, kills)
            slack.faults.clear()
            crew.all_up()
        _wait_until_left(engine)
        crew.stop()
        return _counted(slack, engine, seed=seed, kills=kills, held=held, answered=answered)


def _quick_policy(folder: Path) -> Path:
    """The shipped policy with an hour in every minute: there is something due all the while."""
    quick = folder / "quick.toml"
    quick.write_text(
        re.sub(
            r'"(\d+)([mhdw])"',
            lambda found: f'"{found[1]}{FASTER[found[2]]}"',
            policy_file("sev").read_text(),
        )
    )
    return quick


@contextmanager
def _people_raising(slack: Sandbox, forms: int, seed: int) -> Iterator[list[str]]:
    """Somebody raises one after the other; the block goes on meanwhile. Customers whose form was answered."""
    answered: list[str] = []
    chance = Random(seed)

    def work() -> None:
        for number in range(forms):
            customer = f"Customer {number}"
            _raise(slack, customer, chance.choice(IMPACTS))
            answered.append(customer)
            time.sleep(chance.uniform(0.0, 1.5))

    raising = Thread(target=work, daemon=True)
    raising.start()
    yield answered
    raising.join(LEAVES_WITHIN)


def _raise(slack: Sandbox, customer: str, impact: str) -> None:
    """Until it is taken. A form that was sent and not answered is sent again as it is: it counts once."""
    casey = slack.person("casey")
    typed = {"customer": customer, "problem": "It is down", "impact": impact}
    while (filled := _filled(slack, typed)) is None:
        time.sleep(0.2)
    while not _sent(filled):
        time.sleep(0.2)
    casey.closes(everything=True)


def _opened(slack: Sandbox) -> View | None:
    casey = slack.person("casey")
    try:
        casey.types("/escalate", channel="escalations")
        return casey.view if casey.has_view else None
    except Refused:
        return None


def _filled(slack: Sandbox, typed: dict[str, str]) -> View | None:
    """The form opened and filled in; None where nobody answered, be it when a choice in it was told to Heard."""
    form = _opened(slack)
    try:
        return form.fill(**typed) if form is not None else None
    except Refused:
        return None


def _sent(form: View) -> bool:
    try:
        return form.submit().ok
    except Refused:
        return False


def _trouble(slack: Sandbox, crew: Crew, chance: Random, kills: int) -> int:
    """Kill so often, and now and then hold somebody instead; how often that was."""
    held = 0
    for _ in range(kills):
        slack.faults.add(**{"times": chance.randint(1, 3), **chance.choice(WEATHER)})
        time.sleep(chance.uniform(0.1, 2.5))
        if chance.random() < 0.1:
            crew.hold(chance)
            held += 1
        crew.kill(chance)
    return held


def _wait_until_left(engine: Engine) -> None:
    """Until everything that was said by now has left: nudges go on for as long as something is owed."""
    until = time.monotonic() + LEAVES_WITHIN
    with engine.connect() as connection:
        newest = connection.scalar(text("SELECT max(id) FROM outbox"))
    query = text("SELECT count(*) FROM outbox WHERE id <= :newest AND state IN ('waiting', 'sending')")
    while time.monotonic() < until:
        with engine.connect() as connection:
            if not connection.scalar(query, {"newest": newest}) and not to_do(connection):
                return
        time.sleep(0.2)


def _counted(
    slack: Sandbox, engine: Engine, *, seed: int, kills: int, held: int, answered: list[str]
) -> Outcome:
    with engine.connect() as connection:
        raised = Counter(connection.scalars(text("SELECT customer FROM escalations")))
        rows = connection.execute(text("SELECT key, op_id, state FROM outbox ORDER BY id")).all()
    stand = Counter(_marks(slack))
    newest_sent = max((number for number, row in enumerate(rows) if row.state == "sent"), default=0)
    return Outcome(
        seed=seed,
        kills=kills,
        held=held,
        answered=len(answered),
        messages=sum(stand.values()),
        lost=tuple(customer for customer in answered if not raised[customer]),
        again=tuple(customer for customer, times in raised.items() if times > 1),
        twice=tuple(row.key for row in rows if stand[row.op_id] > 1),
        missing=tuple(row.key for row in rows if row.state == "sent" and not stand[row.op_id]),
        unsent=tuple(row.key for row in rows[:newest_sent] if row.state in ("sending", "given_up")),
        channels=tuple(amiss(slack, engine)),
    )


def _marks(slack: Sandbox) -> Iterator[str]:
    """The mark of every message of ours that stands in Slack."""
    channels = {
        call["args"]["channel"] for call in slack.calls("chat.postMessage") if "channel" in call["args"]
    }
    for channel in sorted(channels):
        for message in slack.channel(channel).messages:
            payload = (message.metadata or {}).get("event_payload", {})
            if "op_id" in payload:
                yield payload["op_id"]
