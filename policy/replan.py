"""Another severity: which open promises end, and which take their place, counted from that moment (Row M2b)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from policy.calendar import BusinessCalendar
from policy.kinds import DeadlineKind
from policy.promises import Planned, plan_promise, plan_update
from policy.schema import Policy

OF_THE_LEVEL = (
    DeadlineKind.ACKNOWLEDGE,
    DeadlineKind.TRIAGE,
    DeadlineKind.TEAM,
    DeadlineKind.PLAN,
    DeadlineKind.RESOLVE,
)
"""Kinds whose time a severity says, besides the customer's updates."""

ASKED_ANEW = frozenset({DeadlineKind.TEAM, DeadlineKind.PLAN})
"""Kinds that a new level may ask for where the old one did not."""


@dataclass(frozen=True)
class Owed:
    """An open promise. `promised`: the customer was told this very time."""

    kind: DeadlineKind
    due_at: datetime
    promised: bool = False


@dataclass(frozen=True)
class Replan:
    """`ended` are the kinds whose open promise ends; `made` what is promised from now on.

    `keeps_word`: the update that is made is at the time that the customer was told.
    """

    ended: frozenset[DeadlineKind]
    made: tuple[Planned, ...]
    keeps_word: bool

    def due(self, kind: DeadlineKind) -> datetime | None:
        """When the new promise of a kind is due; None where none is made."""
        return next((planned.due_at for planned in self.made if planned.kind is kind), None)


def replan(
    policy: Policy,
    severity: str,
    owed: Collection[Owed],
    met: Collection[DeadlineKind],
    *,
    now: datetime,
    calendar: BusinessCalendar,
    waiting: bool = False,
) -> Replan:
    """What another severity makes of the open promises (`owed`) and of what has been done (`met`) by now.

    A time that the customer was told stands while it is earlier than the new cadence; once it has passed, its
    promise goes on as it is, for nothing that was promised is put off by changing the severity.
    """
    open_kinds = {one.kind for one in owed}
    ended, made = set(), []
    for kind in OF_THE_LEVEL:
        if kind in open_kinds:
            ended.add(kind)
        elif kind not in ASKED_ANEW or kind in met:
            continue
        planned = plan_promise(policy, severity, kind, since=now, calendar=calendar)
        if planned is not None:
            made.append(planned)
    update = plan_update(policy, severity, told_at=now, calendar=calendar, waiting=waiting)
    told = next((one for one in owed if one.kind is DeadlineKind.UPDATE and one.promised), None)
    keeps_word = told is not None and told.due_at <= update.due_at
    if told is None or not keeps_word:
        ended |= {DeadlineKind.UPDATE} & open_kinds
        made.append(update)
    elif told.due_at > now:
        ended.add(DeadlineKind.UPDATE)
        made.append(plan_update(policy, severity, told_at=now, calendar=calendar, promised_at=told.due_at))
    return Replan(frozenset(ended), tuple(sorted(made, key=lambda one: one.due_at)), keeps_word)
