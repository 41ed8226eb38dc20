"""Where an escalation is spoken of: its home, its thread, the channels of the path; a drill stays with its author."""

from __future__ import annotations

from models.escalation import Escalation
from services.office import Rules


def dm(user_id: str) -> str:
    """The lane of a person's direct messages with the bot."""
    return f"dm:{user_id}"


def home_lane(rules: Rules, *, drill: bool, author: str) -> str:
    """Where a new escalation's card goes."""
    return dm(author) if drill else rules.roster.channels[rules.policy.channel.home]


def channel_lane(rules: Rules, escalation: Escalation, channel_key: str) -> str:
    """A channel of the path; for a drill, its author alone. A channel that is not there falls back to home."""
    if escalation.drill:
        return dm(escalation.raised_by)
    return rules.roster.channels.get(channel_key, escalation.home_channel)


def person_or_author(escalation: Escalation, person: str | None) -> str | None:
    """A drill pings only its author. Row X1."""
    return escalation.raised_by if escalation.drill and person is not None else person
