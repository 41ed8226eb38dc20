"""Whether an escalation gets a channel of its own, what that is called, and when it is closed (Rows X11, X17)."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from policy.because import Because
from policy.calendar import BusinessCalendar
from policy.kinds import CalendarKind, DeadlineKind, Mention, Show
from policy.ladder import Again, Step
from policy.promises import Planned
from policy.schema import Policy

LONGEST = 80
"""Characters of a channel's name in Slack."""

MOST_NAMES = 5
"""Names that are tried."""


def has_own_channel(policy: Policy, severity: str, *, restricted: bool) -> bool:
    """What is restricted always has one: elsewhere its details may not stand."""
    return restricted or (policy.own_channel is not None and severity in policy.own_channel.severities)


def channel_name(policy: Policy, number: int, customer: str) -> str:
    """The name to try first."""
    pattern = policy.own_channel.name if policy.own_channel else "esc-{number}-{customer}"
    numbered = pattern.replace("{number}", str(number))
    room = LONGEST - len(numbered.replace("{customer}", ""))
    name = numbered.replace("{customer}", _slug(customer)[: max(0, room)].rstrip("-"))
    return re.sub(r"-{2,}", "-", name).strip("-_")[:LONGEST]


def next_name(name: str, attempt: int) -> str | None:
    """The name to try after the one of this attempt is taken; None where the home channel has to do."""
    if attempt >= MOST_NAMES:
        return None
    first = name.removesuffix(f"-{attempt}") if attempt > 1 else name
    ending = f"-{attempt + 1}"
    return first[: LONGEST - len(ending)].rstrip("-_") + ending


def plan_archive(policy: Policy, *, ended_at: datetime, calendar: BusinessCalendar) -> Planned | None:
    """When the channel of something that ended then is closed; None where the policy closes none."""
    row = policy.own_channel
    if row is None:
        return None
    due_at = ended_at + row.archive_after
    return Planned(
        DeadlineKind.ARCHIVE,
        "",
        due_at,
        calendar.local(due_at).replace(tzinfo=None).isoformat(timespec="seconds"),
        calendar.zone,
        (Step("archive", due_at, Show.ACT, None),),
        Again(timedelta(days=1), CalendarKind.WALL, Show.ACT, Mention.OWNER),
        Because("own_channel", row.spec, row.because),
    )


def _slug(customer: str) -> str:
    """A customer's name as Slack takes it in a channel's: small plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", customer.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
