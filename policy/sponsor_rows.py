"""The shape of the executive sponsor in a policy file: who it is, what they are asked, by when (Rows M6, M7)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.asking_rows import Asking
from policy.durations import Duration
from policy.kinds import CalendarKind, Who
from policy.rows import Key, Reasoned


class SponsorTime(Reasoned):
    """A time that a form starts with."""

    within: Duration
    calendar: CalendarKind | None = None


class SponsorStep(SponsorTime):
    """One thing that the sponsor owes, so long after what it follows from."""

    ladder: Key


class SponsorProposal(Asking):
    """Whom a rule asks whether to call the sponsor in, at a severity that does not do it by itself (Row M6).

    The first of `roles` who can be reached, in `channel`.
    """

    ask: Key
    within: Duration
    ladder: Key
    roles: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    channel: Key


class Sponsor(Reasoned):
    """Whom the account names (`who`), else the first of `roles` who can be reached.

    `call` is what is asked where a person calls them in. Only a way of `by_voice` is a call (Row D5a). `actions` is
    when what was promised in the call is to be done, unless they say. Without `proposed` a rule calls nobody in where
    the severity does not do it by itself.
    """

    who: Who | None = None
    roles: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    by_voice: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    call: SponsorStep
    letter: SponsorStep
    actions: SponsorTime
    check: SponsorStep
    proposed: SponsorProposal | None = None
