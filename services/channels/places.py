"""Where an escalation is spoken of: its home, its thread, the channels of the path; a drill stays with its author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.escalation import Escalation
from models.own_channel import is_own
from services.office import Rules

DM = "dm:"
"""How the lane of somebody's direct messages begins; the user id follows."""


SAID_ELSEWHERE = frozenset({"home_line", "restricted_line"})
"""Templates by which other places know that there is one; of what is restricted they tell no more than that."""


def dm(user_id: str) -> str:
    """The lane of a person's direct messages with the bot."""
    return f"{DM}{user_id}"


def home_lane(rules: Rules, *, drill: bool, author: str) -> str:
    """Where a new escalation's card goes."""
    return dm(author) if drill else rules.roster.channels[rules.policy.channel.home]


def channel_lane(rules: Rules, escalation: Escalation, channel_key: str) -> str:
    """A channel of the path; for a drill, its author alone; what is restricted is only spoken of at home.

    A channel that is not there falls back to home.
    """
    if escalation.drill:
        return dm(escalation.raised_by)
    if escalation.restricted:
        return escalation.home_channel
    return rules.roster.channels.get(channel_key, escalation.home_channel)


def person_or_author(escalation: Escalation, person: str | None) -> str | None:
    """A drill pings only its author. Row X1."""
    return escalation.raised_by if escalation.drill and person is not None else person


def kept_inside(
    escalation: Escalation, template: str, lane: str, thread_of: int | None, context: Mapping[str, Any] | None
) -> tuple[str, int | None]:
    """Where something about an escalation is said, and under which message. Row X17.

    What is restricted is said in its private channel; where it has none, to whom the message names, else to the DRI,
    by direct message. Everything else is said where its verb wants it.
    """
    if not escalation.restricted or escalation.drill or template in SAID_ELSEWHERE:
        return lane, thread_of
    home = escalation.home_channel
    if lane.startswith(DM) and lane != home:
        return lane, thread_of
    if not is_own(home):
        home = dm((context or {}).get("person") or escalation.dri)
    return home, thread_of if lane == home else None


def only_inside(escalation: Escalation, lanes: Sequence[str]) -> list[str]:
    """Of places to say it instead, those where nobody reads what they may not."""
    return [lane for lane in lanes if not escalation.restricted or is_own(lane) or lane.startswith(DM)]
