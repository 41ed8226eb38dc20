"""*Follow up*: a day or two later the customer is asked whether it has stayed solved. Rows P3d, P6, P9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Deadline
from models.escalation import ContactKind
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind, Standing
from services.change import Change, changing
from services.confirm_resolution import confirm
from services.ended import resolution_of
from services.office import Office
from services.record import unix
from services.record_satisfaction import faults_of_score, keep_score
from services.refusal import Refused, refuse_all
from services.tell_customer import Told, faults_of, met, record_contact, settle_acknowledgement


@dataclass(frozen=True)
class FollowUp:
    """The form's content; `request_key` is its view id. `told.words` is what the customer said."""

    request_key: str
    escalation_id: int
    by: str
    told: Told
    standing: Standing
    score: int | None = None
    score_words: str | None = None


def follow_up(office: Office, command: FollowUp, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. Whoever says that it is stable has confirmed it."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "follow_up", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, resolution = change.escalation, resolution_of(change)
        owed = _owed(change)
        refuse_all(
            [
                *faults_of(command.told, escalation, change.rules, now),
                *_too_early(command.told, owed, now),
                *faults_of_score(command.score),
            ]
        )
        contact = record_contact(change, ContactKind.FOLLOW_UP, command.told)
        settle_acknowledgement(change, contact)
        update = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE)
        if update is not None:
            met(change, update, contact)
        outcome = met(change, owed, contact)
        resolution.followed_up_at = contact.told_at
        resolution.standing = command.standing
        if command.standing is Standing.STABLE and resolution.confirmed_at is None:
            confirm(change, resolution, contact.recipients, contact.told_at)
        if command.score is not None:
            keep_score(change, resolution, command.score, command.score_words)
        said = {
            "words": contact.words,
            "channel": contact.channel,
            "recipients": contact.recipients,
            "told_at": unix(contact.told_at),
            "standing": command.standing.value,
            "score": command.score,
            "outcome": outcome.value,
        }
        change.note(Event.FOLLOWED_UP, **said)
        change.thread(f"followed_up:{escalation.ref}:{contact.id}", "customer_followed_up", **said)


def _owed(change: Change) -> Deadline:
    """The follow-up that is promised; raises Refused, with what is so instead, where there is none."""
    escalation = change.escalation
    owed = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.FOLLOW_UP)
    if owed is not None:
        return owed
    done = [
        row
        for row in deadlines.all_of(change.session, escalation.id)
        if row.kind is DeadlineKind.FOLLOW_UP and row.settled_at is not None
    ]
    if not done:
        raise Refused("no_follow_up_owed", ref=escalation.ref)
    at = done[-1].settled_at
    raise Refused(
        "already_followed_up", ref=escalation.ref, by=done[-1].settled_by, at=unix(at) if at else None
    )


def _too_early(told: Told, owed: Deadline, now: datetime) -> list[Refused]:
    if owed.opens_at is None or (told.told_at or now) >= owed.opens_at:
        return []
    return [Refused("follow_up_too_early", field="told_at", at=unix(owed.opens_at))]
