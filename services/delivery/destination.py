"""May this be said there, now? A pure decision from what is known of a channel or a person. Row X8."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.directory import KnownChannel, KnownPerson
from models.outbox import Audience
from services.delivery.desk import Pace

NOT_THEIRS = "not_the_customers_channel"
"""What is said to a customer goes into the channel that is shared with that very customer, and nowhere else."""

DM = "dm:"
"""How the lane of a conversation with one person begins; the user id follows."""


class Step(StrEnum):
    """What comes next for a message's destination."""

    SEND = "send"
    LOOK_UP_CHANNEL = "look_up_channel"
    LOOK_UP_PERSON = "look_up_person"
    OPEN_DM = "open_dm"
    JOIN = "join"
    MAKE_CHANNEL = "make_channel"
    MAKE_PRIVATE_CHANNEL = "make_private_channel"
    FIND_CHANNEL = "find_channel"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Move:
    """The next step; `target` is the channel or person it is about, `code` why it is refused."""

    step: Step
    target: str
    code: str = ""


def to_channel(
    channel: str,
    known: KnownChannel | None,
    audience: Audience,
    *,
    t: float,
    pace: Pace,
    editing: bool = False,
) -> Move:
    """A message for a channel. An internal one only where we just saw that nobody outside reads it, one for the
    customer only where we just saw that they do, and where we are already.
    """
    if known is None:
        return Move(Step.LOOK_UP_CHANNEL, channel)
    if known.seen_at < t - pace.channel_fresh:
        return Move(Step.LOOK_UP_CHANNEL, channel)
    if audience is Audience.CUSTOMER and not (known.shared and known.member):
        return Move(Step.REFUSE, channel, "not_in_channel" if known.shared else "not_shared")
    if audience is Audience.INTERNAL and known.shared:
        return Move(Step.REFUSE, channel, "shared_channel")
    if known.archived:
        return Move(Step.REFUSE, channel, "is_archived")
    if not known.member and not editing:
        if known.private:
            return Move(Step.REFUSE, channel, "not_in_channel")
        return Move(Step.JOIN, channel)
    return Move(Step.SEND, channel)


def to_person(
    user: str, opened: str | None, known: KnownPerson | None, audience: Audience, *, t: float, pace: Pace
) -> Move:
    """A message for one person: never to a guest or to anybody from outside, and none for the customer."""
    if audience is Audience.CUSTOMER:
        return Move(Step.REFUSE, user, NOT_THEIRS)
    if known is None or known.seen_at < t - pace.person_fresh:
        return Move(Step.LOOK_UP_PERSON, user)
    if not known.active:
        return Move(Step.REFUSE, user, "user_disabled")
    if known.is_bot:
        return Move(Step.REFUSE, user, "cannot_dm_bot")
    if known.guest or not known.internal:
        return Move(Step.REFUSE, user, "outside_person")
    if opened is None:
        return Move(Step.OPEN_DM, user)
    return Move(Step.SEND, opened)
