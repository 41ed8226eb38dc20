"""The rows of a policy that are about Heard itself: where it speaks, how late is late, what it keeps for how long."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.durations import Duration, LocalTime
from policy.rows import Key, Row


class Channels(Row):
    """The team file's channels with a job of their own."""

    home: Key
    ops: Key
    product: Key | None = None


class Limits(Row):
    """Bounds that hold for the whole policy."""

    late_notice_after: Duration
    ahead_at_most_one_in: Annotated[int, Field(ge=2)]


class Digest(Row):
    """The morning digest: when, on each person's working days, and who sees the team's work as well (Row X18)."""

    at: LocalTime
    managers: tuple[Key, ...] = ()


class Retention(Row):
    """How long a customer's words are kept after the resolution, and what other systems said at all (Row X21)."""

    customer_text: Duration
    signals: Duration | None = None


class Undo(Row):
    """For how long a climb, a step down, a change of severity or a resolution may be taken back (Row X7)."""

    within: Duration
