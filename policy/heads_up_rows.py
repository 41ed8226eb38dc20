"""The shape of heads-ups in a policy file: how long ahead, and by when the owners have told their customers (M10)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.durations import Duration
from policy.kinds import CalendarKind
from policy.rows import Key, Reasoned


class HeadsUps(Reasoned):
    """Of maintenance the owners hear `ahead` of it, of a known issue at once; they tell their customers `within`.

    Whoever has not said so by then is asked once more, and after the same time the first of `roles` is. Those are
    asked as well where an account has no CSM who can be reached. `tickets_since` is how far back a ticket of an issue
    makes its customer one of those affected.
    """

    ahead: Duration
    within: Duration
    calendar: CalendarKind = CalendarKind.BUSINESS
    roles: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    tickets_since: Duration
