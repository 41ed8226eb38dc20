"""G8: the workspace's limits on, 5,000 messages queued: how soon a new SEV-1 is heard of, and who waits for whom."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, populate
from bench.post_room import listen, one_channel_each, queue, tell, workers
from bench.stand_in import StandIn, a_stand_in, channel_id
from bench.verdict import Bound, Verdict, ratio
from services.office import Office
from tests.builders.escalations import an_escalation, said

CHANNELS, EACH = 200, 25
NOTICES = 5
FEW, FEW_EACH = 40, 5
REFUSED_FOR = 60.0
COURIERS = 16


def measure() -> Iterator[Verdict]:
    """The worst of five SEV-1; and the time for all channels but one, while that one refuses everything."""
    for name in DATABASES:
        with a_stand_in() as slack, an_office_on(name) as office:
            populate(office, CHANNELS)
            one_channel_each(office)
            queue(
                office,
                [(number, turn) for turn in range(EACH) for number in range(1, CHANNELS + 1)],
                "queued",
            )
            with workers(office, slack.api_url, 1, threads=COURIERS, pace="limited") as (worker,):
                tell(worker, "loop")
                time.sleep(15)  # until the burst that a bucket allows is spent
                waits = [_first_notice(office, slack) for _ in range(NOTICES)]
                tell(worker, "stop")
                listen(worker)
            told = ", ".join(f"{wait:.1f}" for wait in waits)
            what = f"{name}: first notice of a SEV-1 behind {CHANNELS * EACH:,} messages"
            yield Verdict(what, max(waits), " s", Bound.AT_MOST, 5, told)
        yield _one_refuses(name)


def _first_notice(office: Office, slack: StandIn) -> float:
    """From the commit until the first message of it has been taken."""
    escalation_id = an_escalation(office, DUE, "sev1")
    committed = time.monotonic()
    marks = {row.op_id for row in said(office) if row.escalation_id == escalation_id}
    while time.monotonic() < committed + 60:
        for post in slack.log():
            if post.taken and post.op_id in marks:
                return post.answered - committed
        time.sleep(0.05)
    return 60.0


def _one_refuses(name: str) -> Verdict:
    turns = iter(range(100))
    with a_stand_in() as slack, an_office_on(name) as office:
        populate(office, FEW)
        one_channel_each(office)
        with workers(office, slack.api_url, 1, threads=COURIERS) as (worker,):

            def delivered(refusing: bool) -> float:
                numbers = [(number, turn) for turn in range(FEW_EACH) for number in range(2, FEW + 1)]
                more = [(1, 0)] if refusing else []
                marks = queue(office, more + numbers, f"turn {next(turns)}")
                if refusing:
                    slack.refuse(channel_id(1), REFUSED_FOR)
                started, others = (
                    time.monotonic(),
                    {mark for mark, (lane, _) in marks.items() if lane != channel_id(1)},
                )
                tell(worker, "go")
                last = started
                while others:
                    for post in slack.log():
                        if post.taken and post.op_id in others:
                            others.remove(post.op_id)
                            last = max(last, post.answered)
                    time.sleep(0.05)
                listen(worker)
                return last - started

            delivered(False)
            with_it, without, times = ratio(lambda: delivered(True), lambda: delivered(False), 3)
    said_so = f"{with_it:.2f} and {without:.2f} s"
    return Verdict(
        f"{name}: all others, while one channel refuses", times, " ×", Bound.AT_MOST, 1.05, said_so
    )
