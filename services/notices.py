"""Telling the path: one message a person, what they are asked, by when, and which rule says so. Rows M3a, M3b, M3d."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Told
from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.queries.insert_once import insert_once
from models.timeline import HEARD, Event
from policy.because import Because
from policy.path import Climb, Notice
from policy.promises import Planned
from services import promises
from services.again import call_key
from services.channels.own import bring_in
from services.channels.places import channel_lane, person_or_author
from services.let_in import let_in
from services.office import Rules
from services.outbox import say, show_anew
from services.record import note, unix_or_none
from services.wording.labels import ask_words, role_label, tier_label


@dataclass(frozen=True)
class Call:
    """One posting on the path, whether an escalation opened or climbed. `person` is a user id."""

    cause: str
    channel_key: str
    role: str | None
    person: str | None
    fell_back_from: tuple[str, ...]
    ask: str | None
    planned: Planned | None
    because: Because
    climbed_because: str | None = None

    @classmethod
    def of_notice(cls, notice: Notice) -> Call:
        """What the opening tells."""
        person = notice.person.user_id if notice.person else None
        return cls(
            notice.cause,
            notice.channel_key,
            notice.role,
            person,
            notice.fell_back_from,
            notice.ask,
            notice.planned,
            notice.because,
        )

    @classmethod
    def of_climb(cls, climb: Climb, reason: str) -> Call:
        """What reaching a tier tells; `reason` is why it climbed."""
        person = climb.person.user_id if climb.person else None
        return cls(
            f"tier:{climb.tier}",
            climb.channel_key,
            climb.role,
            person,
            climb.fell_back_from,
            climb.ask if person else None,
            climb.planned,
            climb.because,
            reason,
        )


def tell(
    session: Session, escalation: Escalation, call: Call, *, now: datetime, rules: Rules, actor: str = HEARD
) -> OutboxMessage:
    """Post one call and, where an answer is asked, make that a promise of the person asked."""
    person = person_or_author(escalation, call.person)
    lane = channel_lane(rules, escalation, call.channel_key)
    key = call_key(session, escalation, call.cause)
    facts = {
        "person": person,
        "role": role_label(rules.policy, call.role),
        "asked": ask_words(rules.policy, call.ask),
        "fell_back_from": ", ".join(role_label(rules.policy, r) or r for r in call.fell_back_from) or None,
        "tier": tier_label(rules.policy, escalation.tier),
        "reason": call.climbed_because,
    }
    written_for = rules.policy.call.written_for(call.channel_key) if rules.policy.call else None
    message = say(
        session,
        key,
        lane=lane,
        template="tier_climbed" if call.climbed_because else "tier_notified",
        now=now,
        escalation=escalation,
        # Why it climbed is said already; why that tier has a question is not why it came there.
        context={
            **facts,
            "written_for": written_for.value if written_for else None,
            "because": None if call.climbed_because else call.because.sentence,
        },
        priority=Priority.URGENT,
        else_lanes=(escalation.home_channel,),
        editable=True,
    )
    if escalation.restricted and not escalation.drill:
        say_that_there_is_one(session, escalation, rules.roster.channel(call.channel_key), now)
    if person is not None:
        cause = key.removeprefix(f"call:{escalation.ref}:")
        remember_told(session, escalation, person, cause, message, now)
    ask = _ask(session, escalation, call, person, message, now, rules)
    if message.created_at < now:  # called before and still here: the message asks again where it stands
        show_anew(session, message.id)
    note(
        session,
        escalation,
        Event.CLIMBED if call.climbed_because else Event.NOTIFIED,
        actor=actor,
        now=now,
        because=call.because.row,
        because_sentence=call.because.sentence,
        channel=message.lane,
        answer_by=unix_or_none(ask.due_at if ask else None),
        **facts,
    )
    return message


def say_that_there_is_one(session: Session, escalation: Escalation, lane: str, now: datetime) -> None:
    """A channel of the path hears once that something restricted has come to it, and no more. Row X17."""
    line = session.get(OutboxMessage, escalation.line_id) if escalation.line_id is not None else None
    if line is None or line.lane != lane:
        say(
            session,
            f"restricted:{escalation.ref}:{lane}",
            lane=lane,
            template="restricted_line",
            now=now,
            escalation=escalation,
            priority=Priority.URGENT,
            editable=True,
        )


def _ask(
    session: Session,
    escalation: Escalation,
    call: Call,
    person: str | None,
    message: OutboxMessage,
    now: datetime,
    rules: Rules,
) -> Deadline | None:
    if call.planned is None or person is None:
        return None
    question = promises.Question(call.ask, call.role, message.id)
    return promises.make(
        session, escalation, call.planned, owner=person, now=now, rules=rules, question=question
    )


def remember_told(
    session: Session, escalation: Escalation, person: str, cause: str, message: OutboxMessage, now: datetime
) -> bool:
    """False where this person had been told for this cause before."""
    let_in(session, escalation, [person], now=now)
    bring_in(session, escalation, [person])  # a mention reaches only who is in the channel
    return insert_once(
        session,
        Told,
        {
            "escalation_id": escalation.id,
            "user_id": person,
            "cause": cause,
            "told_at": now,
            "message_id": message.id,
            "stood_down": False,
        },
    )
