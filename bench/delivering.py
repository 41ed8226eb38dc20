"""G7: the engine alone, 200 channels × 5 messages at 100 ms a call, against the least time that Slack allows."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import populate
from bench.post_room import listen, one_channel_each, queue, tell, workers
from bench.stand_in import Post, a_stand_in
from bench.verdict import Bound, Verdict

CHANNELS, EACH = 200, 5
LATENCY = 0.1
OPTIMUM = (EACH - 1) * 1.0 + LATENCY
THREADS = 50
ROUNDS = 3

IN_TURNS = [(escalation, number) for number in range(EACH) for escalation in range(1, CHANNELS + 1)]
GROUPED = sorted(IN_TURNS)


def measure() -> Iterator[Verdict]:
    """In turns, grouped by channel, and by two workers; SQLite has one process."""
    for name in DATABASES:
        with a_stand_in(LATENCY) as slack, an_office_on(name) as office:
            populate(office, CHANNELS)
            one_channel_each(office)
            drills = [("in turns", IN_TURNS, 1), ("grouped by channel", GROUPED, 1)]
            if name != "SQLite":
                drills.append(("two workers", GROUPED, 2))
            for what, numbers, count in drills:
                took, refused, astray = [], 0, 0
                with workers(office, slack.api_url, count, threads=THREADS // count) as processes:
                    for turn in range(ROUNDS):
                        said = queue(office, numbers, f"{what}:{turn}")
                        started = time.monotonic()
                        for process in processes:
                            tell(process, "go")
                        for process in processes:
                            listen(process)
                        posts = slack.log()
                        took.append(max(post.answered for post in posts) - started)
                        refused += sum(not post.taken for post in posts)
                        astray += _out_of_order(posts, said)
                said_so = (
                    f"{median(took):.2f} s for {OPTIMUM:.1f}; {refused} × 429, {astray} lost or out of order"
                )
                yield Verdict(
                    f"{name}: {CHANNELS} channels × {EACH}, {what}, of the optimum",
                    median(took) / OPTIMUM, " ×", Bound.AT_MOST, 1.3, said_so,
                )  # fmt: skip
                yield Verdict(
                    f"{name}: 429, lost, out of order, {what}", refused + astray, "", Bound.AT_MOST, 0
                )


def _out_of_order(posts: list[Post], said: dict[str, tuple[str, int]]) -> int:
    """Messages missing, twice there, or after a later one of their channel."""
    came: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        if post.taken and post.op_id in said:
            lane, number = said[post.op_id]
            came[lane].append(number)
    wanted = list(range(EACH))
    return sum(1 for lane in {lane for lane, _ in said.values()} if came[lane] != wanted)
