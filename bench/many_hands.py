"""The long drill of many hands: two webs and three workers on one database, ten thousand messages.

Each form is sent to both webs at once, as Slack does when an answer was slow; each must count once. Afterwards every
message must be in Slack exactly once, in its channel's order, and no channel may have got two within a second.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count, pairwise
from threading import Lock

from sqlalchemy import func, select

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import populate
from bench.post_room import one_channel_each, queue, tell, workers
from bench.slack_requests import Body, Client
from bench.stand_in import Post, StandIn, a_stand_in
from bench.verdict import Bound, Verdict
from bench.web_process import a_web_process
from handlers.modals.add_note import build
from models.note import Note
from models.outbox import MessageState, OutboxMessage
from services.office import Office
from tests.builders.office import CASEY
from tests.handlers.door import fill

CHANNELS = 200
QUEUED, TYPED = 45, 5
"""Messages in each channel: said beforehand, and by a form meanwhile. Ten thousand in all."""
WEBS, WORKERS, THREADS = 2, 3, 24
A_SECOND = 0.995
"""From one message of a channel to the next as Slack sees them arrive; its clock and ours are read a moment apart."""
PATIENCE = 1800.0


def measure() -> Iterator[Verdict]:
    """PostgreSQL alone: on SQLite one process does everything."""
    name = list(DATABASES)[-1]
    with ExitStack() as at_the_end:
        slack = at_the_end.enter_context(a_stand_in(0.05))
        office = at_the_end.enter_context(an_office_on(name))
        populate(office, CHANNELS)
        one_channel_each(office)
        queue(
            office,
            [(escalation, number) for number in range(QUEUED) for escalation in range(1, CHANNELS + 1)],
            "queued",
        )
        url = office.database.url
        ports = [at_the_end.enter_context(a_web_process(url, slack.api_url))[1] for _ in range(WEBS)]
        started = time.monotonic()
        with workers(office, slack.api_url, WORKERS, threads=THREADS) as processes:
            for process in processes:
                tell(process, "loop")
            with ThreadPoolExecutor(1) as beside:
                typing = beside.submit(_type, ports)
                posts = list(_posts(office, slack, typing.running))
            for process in processes:
                tell(process, "stop")
        yield from _verdicts(office, posts, typing.result(), time.monotonic() - started)


def _type(ports: list[int]) -> int:
    """Send every form to every web at once; how many were not answered with 200."""
    numbers, guard, failed = count(), Lock(), [0]

    def one_person(first: int) -> None:
        clients = [Client(port) for port in ports]
        with ThreadPoolExecutor(len(clients)) as both:
            for turn in range(TYPED):
                for escalation_id in range(first, CHANNELS + 1, 4):
                    with guard:
                        body = _form(escalation_id, next(numbers), turn)
                    for sent in [both.submit(client.send, body) for client in clients]:
                        if sent.exception() is not None:
                            with guard:
                                failed[0] += 1

    with ThreadPoolExecutor(4) as people:
        for person in [people.submit(one_person, first) for first in range(1, 5)]:
            person.result()
    return failed[0]


def _form(escalation_id: int, number: int, turn: int) -> Body:
    view = fill(build(escalation_id), words=f"Note {turn} of ESC-{escalation_id}") | {"id": f"VN{number}"}
    sent = {
        "type": "view_submission",
        "user": {"id": CASEY, "team_id": "THEARD"},
        "team": {"id": "THEARD"},
        "trigger_id": f"{number}.2",
        "view": view,
    }
    return {"payload": json.dumps(sent)}


def _posts(office: Office, slack: StandIn, typing: Callable[[], bool]) -> Iterator[Post]:
    """What Slack got, until nothing waits any more and nobody types."""
    until = time.monotonic() + PATIENCE
    unsent = select(func.count()).where(OutboxMessage.state.in_((MessageState.WAITING, MessageState.SENDING)))
    while time.monotonic() < until:
        time.sleep(1.0)
        still = typing()
        with office.database.read() as session:
            left = session.scalar(unsent)
        yield from slack.log()
        if not still and not left:
            return


def _verdicts(office: Office, posts: list[Post], failed: int, took: float) -> Iterator[Verdict]:
    with office.database.read() as session:
        ids = {row.op_id: row.id for row in session.scalars(select(OutboxMessage))}
        unsent = session.scalar(
            select(func.count()).where(
                OutboxMessage.state != MessageState.SENT, OutboxMessage.lane.like("CL%")
            )
        )
        notes = session.scalar(select(func.count()).select_from(Note)) or 0
    taken: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.taken:
            taken[post.channel].append(post)
    said = sum(map(len, taken.values()))
    twice = said - len({post.op_id for ones in taken.values() for post in ones})
    disorder = early = 0
    for ones in taken.values():
        numbers = [ids[post.op_id] for post in ones]
        disorder += numbers != sorted(numbers)
        early += sum(b.arrived - a.arrived < A_SECOND for a, b in pairwise(ones))
    refused = sum(not post.taken for post in posts)
    wanted = CHANNELS * (QUEUED + TYPED)
    yield Verdict("messages in Slack", said, "", Bound.AT_LEAST, wanted, f"{took:.0f} s, {unsent} left")
    yield Verdict("said twice", twice, "", Bound.AT_MOST, 0)
    yield Verdict("channels out of order", disorder, "", Bound.AT_MOST, 0)
    yield Verdict(
        "within a second of the one before, or refused as such", early + refused, "", Bound.AT_MOST, 0
    )
    both = (
        f"{CHANNELS * TYPED} forms, each sent to both webs; {failed} requests not answered as they should be"
    )
    yield Verdict("notes kept", notes, "", Bound.AT_MOST, CHANNELS * TYPED, both)
