"""The closed lists that the code itself knows; everything else is a key that a policy chooses."""

from __future__ import annotations

from enum import StrEnum


class CalendarKind(StrEnum):
    """How a duration is counted: every hour, or open hours and business days only."""

    WALL = "wall"
    BUSINESS = "business"


class DeadlineKind(StrEnum):
    """What a deadline promises (Row M2c). An ask is a question to one person, with an answer due."""

    ACKNOWLEDGE = "acknowledge"
    TEAM = "team"
    PLAN = "plan"
    UPDATE = "update"
    RESOLVE = "resolve"
    ASK = "ask"


class Show(StrEnum):
    """How a ladder step is seen: on the live card only, as a message, or as a line of a digest."""

    CARD = "card"
    MESSAGE = "message"
    DIGEST = "digest"


class Mention(StrEnum):
    """Whom a ladder step turns to. Exactly one person: never a group (Row X4)."""

    DRI = "dri"
    OWNER = "owner"
    NEXT_PERSON = "next_person"
    CLIMB = "climb"


class AskKind(StrEnum):
    """What counts as an answer to an ask."""

    CONFIRM = "confirm"
    PERSON = "person"
    PERSON_OR_CONFIRM = "person_or_confirm"
    NOTE = "note"


class Status(StrEnum):
    """The states of an escalation (Row M8a); which moves are allowed is policy."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class Weekday(StrEnum):
    """Days of the week as policy and team files write them, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """0 for Monday, as `date.weekday()` counts."""
        return list(Weekday).index(self)
