"""A clock that nobody confirms wakes nobody."""

from dataclasses import dataclass

from scheduler.clock_guard import PATIENCE, ClockGuard

HOUR = 3600.0


@dataclass
class Clocks:
    """Three clocks that go together until one of them is moved."""

    wall: float = 1_800_000_000.0
    steady: float = 50.0
    database: float = 1_800_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds
        self.database += seconds

    def guard(self, *, alone: bool) -> ClockGuard:
        """`alone`: the database's clock is this machine's own."""
        return ClockGuard(
            wall=lambda: self.wall,
            steady=lambda: self.steady,
            database=None if alone else lambda: self.database,
        )


def test_time_that_passes_holds_nothing() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=True)
    for seconds in (1, 59, HOUR, 86_400):
        clocks.pass_by(seconds)
        assert guard.jumped() is None


def test_a_jump_that_nobody_confirms_is_told_in_seconds_and_holds() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=False)
    clocks.wall += 10 * HOUR
    assert guard.jumped() == 10 * HOUR
    clocks.pass_by(PATIENCE + 1)
    assert guard.jumped() == 10 * HOUR, "another machine's clock says that it is wrong"


def test_a_jump_that_the_database_confirms_is_believed() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=False)
    clocks.wall += HOUR
    clocks.database += HOUR
    assert guard.jumped() is None


def test_once_the_clock_is_right_again_the_tick_goes_on() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=False)
    clocks.wall += HOUR
    assert guard.jumped()
    clocks.wall -= HOUR
    assert guard.jumped() is None


def test_a_clock_set_back_holds_nothing_and_may_be_put_right() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=True)
    clocks.wall -= HOUR
    assert guard.jumped() is None
    clocks.pass_by(1)
    assert guard.jumped() is None


def test_with_no_other_clock_a_jump_is_believed_in_the_end() -> None:
    clocks = Clocks()
    guard = clocks.guard(alone=True)
    clocks.wall += HOUR
    assert guard.jumped() == HOUR
    clocks.pass_by(PATIENCE - 1)
    assert guard.jumped() == HOUR
    clocks.pass_by(1)
    assert guard.jumped() is None, "a promise must not be forgotten for a clock that was put right"
