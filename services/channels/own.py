"""A channel of an escalation's own: claimed in the verb's transaction, made when delivery first speaks there. Row X11.

Its lane is logical (`own:12`), like that of a person's direct messages; `services/delivery/own_lane.py` makes the
channel. Whatever is said in the card's thread stands at the top level there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Surface
from models.own_channel import OWN, ChannelTask, OwnChannel, OwnState, TaskKind, is_own, own_lane
from models.queries.insert_once import insert_all_once, insert_once
from models.queries.lanes import machine_time
from models.queries.own_channels import locked_own_channel
from policy.own_channel import channel_name, has_own_channel, next_name
from services.authorise import is_internal
from services.channels.card import say_card, say_line
from services.channels.places import home_lane
from services.documents.canvases import want_canvas
from services.office import Rules
from services.outbox import show_anew
from services.readers import company

_OF_COMPANY = frozenset({"dri", "team", "named", "cover"})
_AT_THE_TOP = frozenset({"customer", "severity", "dri", "status"})
"""What the topic says, and the line at home."""


def give_if_wanted(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> bool:
    """Claim a channel where the policy gives one and there never was one. False where nothing changed.

    At the opening the card is said there afterwards. Later, the card at home becomes the line that leads there.
    """
    if escalation.drill or is_own(escalation.home_channel):
        return False
    if not has_own_channel(rules.policy, escalation.severity, restricted=escalation.restricted):
        return False
    lane = claim(session, escalation, rules)
    if lane is None:
        return False
    if escalation.card_id is None:
        say_line(session, escalation, home_lane(rules, drill=False, author=escalation.raised_by), now)
        escalation.home_channel = lane
    else:
        _move_in(session, escalation, lane, now)
    welcome(session, escalation, rules)
    return True


def welcome(session: Session, escalation: Escalation, rules: Rules) -> None:
    """Invite its company and the DRI's usual stand-in, set the topic, and claim the document's canvas."""
    bring_in(session, escalation, [*company(escalation), *_stand_in(escalation, rules)])
    wish(session, escalation, TaskKind.TOPIC)
    want_canvas(session, escalation, rules)


def claim(session: Session, escalation: Escalation, rules: Rules) -> str | None:
    """The lane of a channel that is claimed for it from now on; None where it has had one, or no name is left."""
    name: str | None = channel_name(rules.policy, escalation.id, escalation.customer)
    attempt = 1
    while name is not None:
        row = {
            "escalation_id": escalation.id,
            "name": name,
            "attempt": attempt,
            "private": escalation.restricted,
            "state": OwnState.WANTED,
            "asked_at": machine_time(session),
        }
        if insert_once(session, OwnChannel, row):
            return own_lane(escalation.id, private=escalation.restricted)
        if locked_own_channel(session, escalation.id) is not None:
            return None
        name, attempt = next_name(name, attempt), attempt + 1
    return None


def _move_in(session: Session, escalation: Escalation, lane: str, now: datetime) -> None:
    """The card at home becomes the line; another card is the first message of the channel."""
    escalation.line_id, escalation.home_channel = escalation.card_id, lane
    reads_as(session, session.get_one(OutboxMessage, escalation.line_id), "home_line")
    say_card(session, escalation, now, anew="own")


def reads_as(session: Session, message: OutboxMessage, template: str) -> None:
    """From now on this message reads by another template."""
    message.template = template
    session.execute(update(Surface).where(Surface.message_id == message.id).values(template=template))
    session.flush()
    show_anew(session, message.id)


def tend(session: Session, escalation: Escalation, changed: Collection[str]) -> None:
    """Columns of it changed: whoever belongs to it now is invited; its topic and the line at home are right again."""
    if not is_own(escalation.home_channel):
        return
    if not _OF_COMPANY.isdisjoint(changed):
        bring_in(session, escalation, company(escalation))
    if "dri" in changed:  # who had left it, or was removed, belongs to it again
        _once_more(session, escalation, TaskKind.INVITE, escalation.dri)
    if not _AT_THE_TOP.isdisjoint(changed):
        show_anew(session, escalation.line_id)
        wish(session, escalation, TaskKind.TOPIC)
        _once_more(session, escalation, TaskKind.TOPIC)


def bring_in(session: Session, escalation: Escalation, people: Iterable[str]) -> None:
    """Invite these to the escalation's own channel, each once; nobody from outside, no guest. Row X8."""
    if is_own(escalation.home_channel):
        wish_all(session, escalation, _invitations(session, people))


def _invitations(session: Session, people: Iterable[str]) -> list[tuple[TaskKind, str]]:
    return [(TaskKind.INVITE, person) for person in dict.fromkeys(people) if is_internal(session, person)]


def card_stands(session: Session, sent: Collection[int]) -> None:
    """Cards among what was just sent stand in channels of their own: pin them, and put a link at the top."""
    if not sent:
        return
    for escalation in session.scalars(
        select(Escalation).where(
            Escalation.id.in_(select(OutboxMessage.escalation_id).where(OutboxMessage.id.in_(sent))),
            Escalation.card_id.in_(sent),
            Escalation.home_channel.startswith(OWN),
        )
    ):
        card = str(escalation.card_id)
        wish_all(session, escalation, [(TaskKind.PIN, card), (TaskKind.BOOKMARK, card)])


def _stand_in(escalation: Escalation, rules: Rules) -> list[str]:
    cover = rules.roster.person(escalation.dri).cover
    return [cover] if cover else []


def _once_more(session: Session, escalation: Escalation, kind: TaskKind, target: str = "") -> None:
    """What was wished before is wished anew; what Slack refused for good stays left out."""
    session.execute(
        update(ChannelTask)
        .where(
            ChannelTask.escalation_id == escalation.id,
            ChannelTask.kind == kind,
            ChannelTask.target == target,
        )
        .values(wanted=ChannelTask.wanted + 1)
    )


def wish(
    session: Session, escalation: Escalation, kind: TaskKind, target: str = "", *, lane: str | None = None
) -> None:
    """Something to be done to its channel, once; where it was wished before nothing changes.

    `lane` is that of a channel in which it lives no longer.
    """
    wish_all(session, escalation, [(kind, target)], lane=lane)


def wish_all(
    session: Session,
    escalation: Escalation,
    tasks: Iterable[tuple[TaskKind, str]],
    *,
    lane: str | None = None,
) -> None:
    """As `wish`, for many at once: what each is, and of whom or which message."""
    rows = [
        {
            "escalation_id": escalation.id,
            "lane": lane or escalation.home_channel,
            "kind": kind,
            "target": target,
            "wanted": 1,
            "done": 0,
            "attempts": 0,
            "not_before": 0.0,
        }
        for kind, target in tasks
    ]
    insert_all_once(session, ChannelTask, rows)
