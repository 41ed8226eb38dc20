"""The closed lists that the code itself knows; everything else is a key that a policy chooses."""

from __future__ import annotations

from enum import StrEnum


class CalendarKind(StrEnum):
    """How a duration is counted: every hour, or open hours and business days only."""

    WALL = "wall"
    BUSINESS = "business"


class DeadlineKind(StrEnum):
    """What a deadline promises (Row M2c). An ask is a question to one person, with an answer due; so are
    a hand-over and a review.

    Waiting, archive and cover are no promises of a person's: when their time comes Heard does something itself.
    """

    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    TEAM = "team"
    PLAN = "plan"
    STEP = "step"
    UPDATE = "update"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"
    CLOSE_OUT = "close_out"
    CONFIRMATION = "confirmation"
    POST_MORTEM = "post_mortem"
    RECOVERY = "recovery"
    ASK = "ask"
    HAND_OVER = "hand_over"
    REVIEW = "review"
    COVER = "cover"
    WAITING = "waiting"
    ARCHIVE = "archive"
    PATH_RULE = "path_rule"
    SPONSOR_CALL = "sponsor_call"
    SPONSOR_LETTER = "sponsor_letter"
    SPONSOR_CHECK = "sponsor_check"


OF_THE_SPONSOR = frozenset(
    {DeadlineKind.SPONSOR_CALL, DeadlineKind.SPONSOR_LETTER, DeadlineKind.SPONSOR_CHECK}
)
"""What an executive sponsor is asked: the call, what they write after it, a check once it is resolved (Row M7)."""

SEVERAL_AT_ONCE = frozenset(
    {
        DeadlineKind.ASK,
        DeadlineKind.STEP,
        DeadlineKind.RECOVERY,
        DeadlineKind.PATH_RULE,
        DeadlineKind.REVIEW,
    }
)
"""Kinds of which one escalation may have several open; of every other there is one at most."""

TO_CUSTOMER = frozenset({DeadlineKind.ACKNOWLEDGE, DeadlineKind.UPDATE, DeadlineKind.FOLLOW_UP})
"""Kinds that are promises to the customer: those that the headline metric counts (Row Y1)."""

HEARDS_OWN = frozenset(
    {DeadlineKind.WAITING, DeadlineKind.ARCHIVE, DeadlineKind.COVER, DeadlineKind.PATH_RULE}
)
"""Kinds that nobody owes: when their time comes Heard acts by itself."""


class Absence(StrEnum):
    """How somebody may have gone away: from the company, on leave, out of the escalation's own channel."""

    LEFT = "left"
    LEAVE = "leave"
    REMOVED = "removed"


class Show(StrEnum):
    """How a ladder step is seen: on the live card only, as a message, as a line of a digest; or an act of Heard."""

    CARD = "card"
    MESSAGE = "message"
    DIGEST = "digest"
    ACT = "act"


class Mention(StrEnum):
    """Whom a ladder step turns to. Exactly one person: never a group (Row X4)."""

    DRI = "dri"
    OWNER = "owner"
    NEXT_PERSON = "next_person"
    LINE = "line"
    CLIMB = "climb"


class Reads(StrEnum):
    """Who reads words before they go out: the DRI, whoever stands in for them, the next on the path (Row Y6)."""

    DRI = "dri"
    COVER = "cover"
    NEXT_PERSON = "next_person"


class Who(StrEnum):
    """People whom an account or a report names, rather than a role of the company."""

    CSM = "account_csm"
    EXECUTIVE_SPONSOR = "account_sponsor"
    RAISER = "raiser"


class Part(StrEnum):
    """What somebody is in one escalation, for who may do what (Row X9).

    `asked`: they owe something that is open there, or were asked for it by name. `tier`: they hold a role of a tier.
    """

    ANYONE = "anyone"
    DRI = "dri"
    COVER = "cover"
    RAISER = "raiser"
    TEAM = "team"
    ASKED = "asked"
    TIER = "tier"


class Measure(StrEnum):
    """What is known of an escalation and its customer, for conditions: words, numbers, and what is so or not."""

    SEVERITY = "severity"
    TIER = "tier"
    IMPACT = "impact"
    TRIGGER = "trigger"
    CAUSE_TYPE = "cause_type"
    OUTCOME = "outcome"
    SEGMENT = "segment"
    ARR = "arr"
    ARR_SHARE = "arr_share"
    REVENUE_AT_RISK = "revenue_at_risk"
    HEALTH = "health"
    RENEWAL_IN_DAYS = "renewal_in_days"
    REPORTS = "reports"
    CUSTOMERS_AFFECTED = "customers_affected"
    NAMED = "named"
    TOP = "top"
    FIRST_SLA_MISSED = "first_sla_missed"


NUMBERS = frozenset(
    {
        Measure.ARR,
        Measure.ARR_SHARE,
        Measure.REVENUE_AT_RISK,
        Measure.HEALTH,
        Measure.RENEWAL_IN_DAYS,
        Measure.REPORTS,
        Measure.CUSTOMERS_AFFECTED,
    }
)
"""Measures that are compared by `above` and `below`; a share is in hundredths."""

MONEY = frozenset({Measure.ARR, Measure.ARR_SHARE, Measure.REVENUE_AT_RISK})
"""Measures that tell what a customer pays us (Row X9)."""

FLAGS = frozenset({Measure.NAMED, Measure.TOP, Measure.FIRST_SLA_MISSED})
"""Measures that hold or do not."""


class Heard(StrEnum):
    """How something of a customer's reaches us: in a channel shared with them, or by a signal (Row M4)."""

    MESSAGE = "message"
    TICKET = "ticket"
    SOCIAL = "social"
    EMAIL = "email"
    HEALTH = "health"


class Does(StrEnum):
    """What Heard does when a trigger is set off."""

    OPEN = "open"
    PROPOSE = "propose"


class HeadsUpKind(StrEnum):
    """What customers are warned of (Row M10)."""

    KNOWN_ISSUE = "known_issue"
    MAINTENANCE = "maintenance"


class AskKind(StrEnum):
    """What counts as an answer to an ask. Of an owner (Row M2d): I take it, another does, or it stays as it is.

    Of a sponsor (Row M6): call them in, or not yet.
    """

    CONFIRM = "confirm"
    PERSON = "person"
    OWNER = "owner"
    NOTE = "note"
    SPONSOR = "sponsor"


class WrittenFor(StrEnum):
    """Whom a call on the path is written for: who mends it, or who answers for the account (Row P5a)."""

    TEAM = "team"
    LEADERSHIP = "leadership"


class FindingKind(StrEnum):
    """What an investigation finds (Row P3)."""

    CAUSE = "cause"
    PATH = "path"
    WORKAROUND = "workaround"
    ESTIMATE = "estimate"


class Status(StrEnum):
    """The states of an escalation (Row M8a); which moves are allowed is policy."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class Remedy(StrEnum):
    """What was done about the cause (Rows P3d, P7a)."""

    FIX = "fix"
    WORKAROUND = "workaround"
    NOT_FIXABLE = "not_fixable"


class Standing(StrEnum):
    """What the customer says when they are asked a day or two later (Row P3d)."""

    STABLE = "stable"
    UNSURE = "unsure"
    BACK = "back"


class DraftKind(StrEnum):
    """What a message to the customer is for (Row P6)."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INTRODUCTION = "introduction"
    UPDATE = "update"
    DAILY_STATUS = "daily_status"
    RESOLUTION = "resolution"
    FOLLOW_UP = "follow_up"
    CLOSE_OUT = "close_out"
    EXECUTIVE = "executive"


class DraftFact(StrEnum):
    """What a rule about drafts may ask of the record (Row M5a)."""

    BEFORE_FIX = "before_fix"
    NO_ESTIMATE = "no_estimate"


class Reach(StrEnum):
    """How far from the words that a rule found an excuse for them may stand."""

    SENTENCE = "sentence"
    SO_FAR = "so_far"
    FROM_HERE = "from_here"
    MESSAGE = "message"


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
