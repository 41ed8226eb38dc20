"""The machine that lives through it: rules are acts, ticks and departures; after each the invariants are looked at."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.queries.escalations import next_step_after
from services.know_person import know_person, known_person
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.see_to_absences import see_to_absences
from services.take_due_steps import take_due_steps
from services.undo_offers import end_offers
from tests.builders.escalations import MONDAY, an_escalation, timeline
from tests.builders.office import CASEY, COLLEAGUES, PRIYA, an_office
from tests.lifecycle.invariants import faults
from tests.lifecycle.people import ACTS

SEVERITIES = ("sev1", "sev2", "sev3", "sev4")
A_STEP = timedelta(days=1)
"""The longest time that passes at once."""
MOST_LEAVE = 4


class Lifecycle(RuleBasedStateMachine):
    """One office; at most four escalations; time goes only forward."""

    template: Path
    """A migrated, empty SQLite file, copied for each life."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="heard-life-"))
        shutil.copyfile(self.template, self.folder / "heard.db")
        self.office: Office = an_office(f"sqlite:///{self.folder / 'heard.db'}", threads=1)
        self.now: datetime = MONDAY
        self.raised: list[int] = []
        self.left: list[str] = []

    def teardown(self) -> None:
        self.office.database.close()
        shutil.rmtree(self.folder)

    @initialize(severity=st.sampled_from(SEVERITIES))
    def begin(self, severity: str) -> None:
        self.raise_one(severity, CASEY, minutes_ago=0)

    @precondition(lambda self: len(self.raised) < 4)
    @rule(
        severity=st.sampled_from(SEVERITIES),
        dri=st.sampled_from(COLLEAGUES),
        minutes_ago=st.sampled_from((0, 0, 0, 20, 600)),
    )
    def raise_one(self, severity: str, dri: str, minutes_ago: int) -> None:
        reached_at = self.now - timedelta(minutes=minutes_ago) if minutes_ago else None
        here = [person for person in COLLEAGUES if person not in self.left]
        self.raised.append(
            an_escalation(
                self.office,
                self.now,
                severity,
                by=here[-1],
                dri=dri if dri in here else here[0],
                reached_at=reached_at,
                customer=f"C{len(self.raised) // 2}",
            )
        )
        see_to_absences(self.office, self.now)

    @rule(
        verb=st.sampled_from(sorted(ACTS)),
        by=st.sampled_from((*COLLEAGUES, PRIYA)),
        seed=st.integers(0, 2**16),
    )
    def somebody_does(self, verb: str, by: str, seed: int) -> None:
        chance = Random(seed)
        of = chance.choice(self.raised)
        before = len(timeline(self.office, of))
        try:
            ACTS[verb](self.office, of, by, self.now, chance)
            see_to_absences(self.office, self.now)  # as every minute: the roster names who left for a while
        except (Refused, RefusedFields):
            assert len(timeline(self.office, of)) == before, f"{verb} was refused and changed something"

    @precondition(lambda self: len(self.left) < MOST_LEAVE)
    @rule(who=st.sampled_from(COLLEAGUES), how=st.sampled_from(("account closed", "guest from now on")))
    def somebody_leaves(self, who: str, how: str) -> None:
        """Slack says so, and in the same minute what they owned is somebody else's."""
        person = known_person(self.office, who)
        assert person is not None
        closed = how == "account closed"
        gone = replace(person, active=not closed, guest=person.guest or not closed)
        know_person(self.office, gone, self.now, seen_at=1.0 + len(self.left))
        self.left.append(who)
        see_to_absences(self.office, self.now)

    @rule(minutes=st.integers(1, int(A_STEP / timedelta(minutes=1))))
    def time_passes(self, minutes: int) -> None:
        """Every step is taken at its own moment, as while Heard is up."""
        until = self.now + timedelta(minutes=minutes)
        while (following := self._next_step()) is not None and following <= until:
            self.now = following
            self._tick()
        self.now = until
        end_offers(self.office, self.now)

    @rule(minutes=st.integers(1, int(A_STEP / timedelta(minutes=1))))
    def heard_is_away(self, minutes: int) -> None:
        """Then it ticks once."""
        self.now += timedelta(minutes=minutes)
        self._tick()

    def _tick(self) -> None:
        take_due_steps(self.office, self.now)
        see_to_absences(self.office, self.now)

    def _next_step(self) -> datetime | None:
        with self.office.database.read() as session:
            return next_step_after(session, self.now)

    @invariant()
    def all_is_well(self) -> None:
        found = faults(self.office)
        assert not found, "\n".join(found)
