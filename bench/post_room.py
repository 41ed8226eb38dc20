"""Delivery at work on real parts: the gateway, the wording, and a process for each worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import update

from bench.population import DUE, ESCALATIONS
from bench.stand_in import channel_id
from bot.slack_gateway import SlackGateway
from models.database import Database
from models.escalation import Escalation
from models.outbox import OUTBOX, Priority
from services.deliver import DeliveryLoop, Desk, drain
from services.delivery.desk import Pace
from services.office import Office, Rulebook
from services.outbox import say
from services.upkeep.tell_ops import TellOps
from services.wording.contexts import Wording
from tests.builders.office import the_rules
from tests.databases.postgres import ROOT

UNLIMITED = Pace(per_minute={})
"""Workspace buckets off: the engine alone."""


def a_desk(office: Office, api_url: str, pace: Pace = UNLIMITED) -> Desk:
    """As the program makes it."""
    gateway = SlackGateway("xoxb-bench", base_url=api_url)
    return Desk(
        database=office.database,
        slack=gateway,
        word=Wording(office.rulebook, lambda: DUE),
        tell_ops=TellOps(office.rulebook),
        now=lambda: DUE,
        holder=f"bench:{os.getpid()}",
        http_timeout=gateway.timeout,
        pace=pace,
    )


def one_channel_each(office: Office) -> None:
    """Every escalation's card stands in a channel of its own."""
    with office.database.engine.begin() as connection:
        for (escalation_id,) in connection.execute(
            ESCALATIONS.select().with_only_columns(ESCALATIONS.c.id)
        ).all():
            lane = channel_id(escalation_id)
            connection.execute(
                update(ESCALATIONS).where(ESCALATIONS.c.id == escalation_id).values(home_channel=lane)
            )
            connection.execute(
                update(OUTBOX)
                .where(OUTBOX.c.escalation_id == escalation_id)
                .values(lane=lane, channel_id=lane)
            )


def queue(office: Office, numbers: Sequence[tuple[int, int]], round_name: str) -> dict[str, tuple[str, int]]:
    """Messages in the threads of these escalations, `(escalation, number)` in this order. Op id → lane, number."""
    said: dict[str, tuple[str, int]] = {}
    with office.database.write() as session:
        for escalation_id, number in numbers:
            escalation = session.get_one(Escalation, escalation_id)
            message = say(
                session,
                f"bench:{round_name}:{escalation_id}:{number}",
                lane=escalation.home_channel,
                thread_of=escalation.card_id,
                template="climb_noted",
                now=DUE,
                escalation=escalation,
                context={
                    "tier": "tier 3",
                    "person": "UDANA",
                    "reason": "Nobody has answered.",
                    "because": f"It is number {number}.",
                },
                priority=Priority.ROUTINE,
            )
            said[message.op_id] = (message.lane, number)
    return said


@contextmanager
def workers(
    office: Office, api_url: str, count: int, *, threads: int, pace: str = "unlimited"
) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that deliver, up and waiting for `go`."""
    command = [sys.executable, "-m", "bench.post_room", office.database.url, api_url, str(threads), pace]
    with ExitStack() as at_the_end:
        started = [
            subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(count)
        ]
        for process in started:
            at_the_end.callback(process.communicate)
        for process in started:
            listen(process)
        yield started


def listen(process: subprocess.Popen[str]) -> str:
    """The next line it says."""
    assert process.stdout
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], word: str) -> None:
    """Say a line to it."""
    assert process.stdin
    process.stdin.write(word + "\n")
    process.stdin.flush()


def main(url: str, api_url: str, threads: int, pace: str) -> None:
    """At every `go`, deliver all there is; `loop` delivers until told otherwise."""
    office = Office(Database(url, threads=4), Rulebook(the_rules()))
    desk = a_desk(office, api_url, UNLIMITED if pace == "unlimited" else Pace())
    print("ready", flush=True)
    for word in sys.stdin:
        if word.strip() == "go":
            drain(desk, threads=threads, patience=5.0, at_most=120.0)
        else:
            loop = DeliveryLoop(desk, threads)
            loop.start()
            sys.stdin.readline()
            loop.stop()
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
