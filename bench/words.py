"""G9: wording and checking a message, of all the processor time that delivering it costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from sqlalchemy.orm import Session

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, make_due, populate
from bench.post_room import UNLIMITED, a_desk, one_channel_each
from bench.stand_in import a_stand_in
from bench.verdict import Bound, Verdict
from message_templates import render
from message_templates.samples import NUDGE
from services.deliver import Desk, drain
from services.delivery.wording_port import Row, Word, Worded
from services.office import Office
from services.take_due_steps import take_due_steps
from services.wording.names import NameBook

MESSAGES = 150
ROUNDS = 3
AGAIN = 2_000


def measure() -> Iterator[Verdict]:
    """Nudges, the message there is most of, one to a channel, with everything as in the program but the waiting."""
    for name in DATABASES:
        with a_stand_in(0.0) as slack, an_office_on(name) as office:
            populate(office, MESSAGES * (ROUNDS + 1))
            one_channel_each(office)
            desk = a_desk(office, slack.api_url, replace(UNLIMITED, between_posts=0.0, between_edits=0.0))
            shares, costs = [], []
            for turn in range(ROUNDS + 1):
                make_due(office, 1 + turn * MESSAGES, MESSAGES)
                take_due_steps(office, DUE)
                whole, reading, sent = _delivered(desk)
                if turn:  # the first one looks every channel up
                    shares.append(reading / whole)
                    costs.append(whole / sent)
            each = _worded(office)
            said = f"{each * 1e6:.0f} µs of {median(costs) * 1e6:.0f}"
            yield Verdict(
                f"{name}: wording and checking, of delivering",
                each / median(costs) * 100,
                " %",
                Bound.AT_MOST,
                20,
                said,
            )
            yield Verdict(f"{name}: with reading the record for it", median(shares) * 100, " %")


def _delivered(desk: Desk) -> tuple[float, float, int]:
    """Seconds of processor time in all and for the words with what they are made of; calls to Slack."""
    stopwatch = _Stopwatch(desk.word)
    started = time.process_time()
    report = drain(replace(desk, word=stopwatch), threads=16, patience=0.5)
    return time.process_time() - started, stopwatch.spent, report.sent + report.edited


class _Stopwatch:
    """Words as before, and remembers what it took."""

    def __init__(self, word: Word) -> None:
        self._word, self.spent = word, 0.0

    def __call__(self, session: Session, row: Row) -> Worded:
        started = time.thread_time()
        worded = self._word(session, row)
        self.spent += time.thread_time() - started
        return worded


def _worded(office: Office) -> float:
    """Seconds of processor time to word a nudge and hold it to Slack's limits, with all it says at hand."""
    with office.database.read() as session:
        context = {**NUDGE, "names": NameBook(session)}
        render("nudge", context)
        started = time.process_time()
        for _ in range(AGAIN):
            render("nudge", context)
        return (time.process_time() - started) / AGAIN
