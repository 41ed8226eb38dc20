"""What the clock does: each job reads the time and calls one service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from policy.problems import PolicyErrors
from scheduler.clock_guard import ClockGuard
from services.erase import erase_long_closed, erase_old_signals
from services.follow_paths import follow_paths
from services.office import Office
from services.record_sent import record_sent
from services.see_to_absences import see_to_absences
from services.send_digests import send_digests
from services.take_due_steps import batch_of, take_due_steps
from services.undo_offers import end_offers
from services.upkeep.audit import audit, findings_of
from services.upkeep.beat import beat
from services.upkeep.reload_rules import RuleFiles, Seen, reload_rules
from services.upkeep.reload_words import SeenWords, reload_words
from services.upkeep.sync_directory import SlackDirectory, sync_directory
from services.upkeep.tell_ops import clock_jumped
from services.upkeep.tell_worse import tell_worse

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

AT_MOST = 20_000
"""Escalations that one tick takes, batch by batch until nothing is due; the next tick goes on."""

ERASED_AT_ONCE = 40
"""Batches of escalations whose words are erased in one go."""

LOOK_AGAIN_AFTER = 5.0
"""Seconds in which the tick takes what it has only just come to."""


class Tick:
    """Takes the steps that are due, records what customers were sent, sends the digests of whoever's morning has come.

    `wake` tells delivery that something was committed.
    """

    def __init__(self, office: Office, clock: Clock, guard: ClockGuard, wake: Callable[[], None]) -> None:
        self._office, self._clock, self._guard, self._wake = office, clock, guard, wake
        self._held = False
        self._looked_at: datetime | None = None

    def __call__(self) -> None:
        ahead = self._guard.jumped()
        if ahead is not None:
            if not self._held:
                log.error(
                    "the wall clock jumped %.0f s ahead and no other clock confirms it: ticks are held", ahead
                )
                clock_jumped(self._office, ahead, self._clock())
                self._wake()
            self._held = True
            return
        self._held = False
        batch = batch_of(self._office)
        for _ in range(AT_MOST // batch):
            taken = take_due_steps(self._office, self._clock())
            if taken:
                self._wake()
            if taken < batch:
                break
        if record_sent(self._office, self._clock()):
            self._wake()
        if follow_paths(self._office, self._clock()):
            self._wake()
        if send_digests(self._office, self._clock()):
            self._wake()
        self._see_to_absences()

    def _see_to_absences(self) -> None:
        """Once in each minute of business time: whoever went away since then."""
        now = self._clock()
        minute = now.replace(second=0, microsecond=0)
        if minute != self._looked_at:
            self._looked_at = minute
            if see_to_absences(self._office, now):
                self._wake()


class Reload:
    """Looks whether policy or team changed, or the team's own words, in the folder `words`."""

    def __init__(
        self,
        office: Office,
        slack: SlackDirectory,
        files: RuleFiles,
        clock: Clock,
        rest: Callable[[float], None],
        words: Path | None = None,
    ) -> None:
        self._office, self._slack, self._files, self._clock = office, slack, files, clock
        self._rest, self._words = rest, words
        self._seen, self._seen_words = Seen(), SeenWords()
        self._forced = False

    def __call__(self) -> None:
        forced, self._forced = self._forced, False
        self._seen = reload_rules(
            self._office,
            self._slack,
            self._files,
            self._seen,
            self._clock(),
            forced=forced,
            sleep=self._rest,
        )
        self._seen_words = reload_words(
            self._office, self._words, self._seen_words, self._clock(), forced=forced
        )

    def force(self) -> None:
        """Read both files at the next look, changed or not."""
        self._forced = True


class LookUp:
    """Looks every name up in Slack anew, and tells `ops` what became worse, before it matters. Row Y4."""

    def __init__(
        self,
        office: Office,
        slack: SlackDirectory,
        files: RuleFiles,
        clock: Clock,
        rest: Callable[[float], None],
    ) -> None:
        self._office, self._slack, self._files = office, slack, files
        self._clock, self._rest = clock, rest

    def __call__(self) -> None:
        try:
            policy, team = self._files.read()
        except PolicyErrors:
            return  # the reload says so
        sync_directory(self._office.database, self._slack, policy, team, sleep=self._rest)
        tell_worse(self._office, self._clock())


class Audit:
    """Looks for escalations that the tick would never come to. Row Y10.

    It looks twice: after this machine slept, the tick may be about to take what is long past.
    """

    def __init__(
        self, office: Office, clock: Clock, wake: Callable[[], None], rest: Callable[[float], None]
    ) -> None:
        self._office, self._clock, self._wake, self._rest = office, clock, wake, rest

    def __call__(self) -> None:
        if not findings_of(self._office.database, self._clock()):
            return
        self._rest(LOOK_AGAIN_AFTER)
        found = audit(self._office, self._clock())
        if found:
            log.warning("the auditor found something wrong with %d escalations", found)
            self._wake()


class EndOffers:
    """Ends what may be taken back no longer: its button goes. Row X7."""

    def __init__(self, office: Office, clock: Clock, wake: Callable[[], None]) -> None:
        self._office, self._clock, self._wake = office, clock, wake

    def __call__(self) -> None:
        if end_offers(self._office, self._clock()):
            self._wake()


class Retain:
    """Erases what the policy keeps no longer. Row X21."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office, self._clock = office, clock

    def __call__(self) -> None:
        for _ in range(ERASED_AT_ONCE):
            erased = erase_long_closed(self._office, self._clock())
            if erased:
                log.info("the words of %d escalations were erased, as the policy says", erased)
            else:
                break
        for _ in range(ERASED_AT_ONCE):
            if not erase_old_signals(self._office, self._clock()):
                return


def beating(office: Office, name: str, role: str, tick_age: Callable[[], float | None]) -> Callable[[], None]:
    """The job that says that this process lives."""
    return lambda: beat(office, name, role, tick_age=tick_age())
