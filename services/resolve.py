"""*Resolve*: what caused it, what fixed it, what prevents it, and whether the customer agrees. Rows P3d, M8a, X15."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.escalation import ContactKind, CustomerContact
from models.outbox import OutboxMessage
from models.queries import deadlines, resolutions
from models.resolution import Resolution
from models.timeline import Event
from models.waiting import WaitEnd
from policy.draft import Finding
from policy.kinds import DeadlineKind, DraftKind, Remedy, Status
from policy.lifecycle import after
from services import afterwards, post_mortems, promises, waiting
from services.change import Change, changing
from services.channels import archive as archive_channel
from services.channels.places import channel_lane
from services.drafting.check_words import note_overruled, require_fit
from services.drafting.second_eyes import Passed, note_passed, require_read
from services.office import Office
from services.outbox import say
from services.record import unix
from services.recovery import course as recovery
from services.refusal import Refused, refuse_all
from services.send_to_customer import send_to_customer
from services.sponsor.steps import ask_for_check
from services.stand_down import stand_down
from services.tell_customer import Told, faults_of, met, record_contact, settle_acknowledgement
from services.undoable import undoable
from services.wording.labels import root_cause_label
from services.wording.thanks import who_helped


@dataclass(frozen=True)
class Resolve:
    """The form's content; `request_key` is its view id. `told` of None: the customer has not been told yet.

    `confirmed_by` is who at the customer says that it is solved, else `unconfirmed_because` why nobody has yet.
    """

    request_key: str
    escalation_id: int
    by: str
    summary: str
    told: Told | None
    root_cause: str
    cause: str
    remedy: Remedy
    prevention: str
    confirmed_by: str | None = None
    unconfirmed_because: str | None = None
    product_feedback: str | None = None


def resolve(office: Office, command: Resolve, now: datetime) -> None:
    """Raises Refused, RefusedFields, Flagged or SecondEyesWanted, with nothing kept.

    While the customer does not know that it is solved, the update that is owed to them stays owed (row Y2).
    """
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "resolve", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        next_status = after(change.rules.policy, escalation.status, "resolve")
        if next_status is None:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        wrong = _faults(command)
        if command.told is not None:
            wrong += faults_of(command.told, escalation, change.rules, now)
        refuse_all(wrong)
        flagged, passed = _read(change, command.told)
        # What Heard sends has not been said yet: the update that it will keep stays owed until Slack has it.
        told = command.told if command.told is None or not command.told.send else None
        with undoable(change, "resolve") as offer:
            contact = _end(change, command, told, next_status)
            if command.told is not None:
                note_overruled(change, contact.id if contact else None, flagged, command.told.anyway)
                note_passed(change, passed, contact)
            resolution = _record(change, command, contact)
            offer.stands_in(_tell_thread(change, resolution, told=told is not None))
            if command.told is not None and command.told.send:
                send_to_customer(change, "post_update", command.told)
            stand_down(change, why="resolved")
            _tell_product(change, resolution)
            post_mortems.demand(change, resolution)
            afterwards.promise(change, confirmed=resolution.confirmed_at is not None)
            ask_for_check(change)
            recovery.begin(change)


def _read(change: Change, told: Told | None) -> tuple[tuple[Finding, ...], Passed | None]:
    """By the policy's rules, and by somebody else. Raises Flagged or SecondEyesWanted."""
    if told is None:
        return (), None
    flagged = require_fit(change, DraftKind.RESOLUTION, told)
    return flagged, require_read(change, "resolve", DraftKind.RESOLUTION, told.words, told)


def _faults(command: Resolve) -> list[Refused]:
    """What is missing, each under its form field."""
    needed = {
        "root_cause": command.root_cause,
        "cause": command.cause,
        "summary": command.summary,
        "prevention": command.prevention,
    }
    wrong = [Refused(f"{field}_missing", field=field) for field, words in needed.items() if not words.strip()]
    if command.remedy is Remedy.NOT_FIXABLE and not (command.product_feedback or "").strip():
        wrong.append(Refused("product_feedback_missing", field="product_feedback"))
    if not (command.confirmed_by or "").strip() and not (command.unconfirmed_because or "").strip():
        wrong.append(Refused("unconfirmed_because_missing", field="unconfirmed_because"))
    return wrong


def _end(change: Change, command: Resolve, told: Told | None, next_status: Status) -> CustomerContact | None:
    escalation, now = change.escalation, change.now
    escalation.status = next_status
    escalation.resolved_at = now
    escalation.resolution = command.summary.strip()
    waiting.end(change, WaitEnd.OVER)
    still_owed, contact = set(afterwards.STILL_OWED), None
    if told is not None:
        contact = record_contact(change, ContactKind.RESOLUTION, told)
        settle_acknowledgement(change, contact)
        update = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE)
        if update is not None:
            met(change, update, contact)
    else:
        still_owed |= {DeadlineKind.UPDATE, DeadlineKind.ACKNOWLEDGE}
    promises.settle_kind(change.session, escalation, DeadlineKind.RESOLVE, by=command.by, now=now)
    for deadline in deadlines.open_of(change.session, escalation.id):
        if deadline.kind not in still_owed:
            promises.settle(change.session, deadline, by=command.by, now=now, outcome=Outcome.STOOD_DOWN)
    archive_channel.plan(change)
    return contact


def _record(change: Change, command: Resolve, contact: CustomerContact | None) -> Resolution:
    escalation = change.escalation
    confirmed_by = (command.confirmed_by or "").strip() or None
    resolution = Resolution(
        escalation_id=escalation.id,
        number=resolutions.next_number(change.session, escalation.id),
        root_cause=command.root_cause,
        cause=command.cause.strip(),
        remedy=command.remedy,
        fix=command.summary.strip(),
        prevention=command.prevention.strip(),
        product_feedback=(command.product_feedback or "").strip() or None,
        resolved_at=change.now,
        resolved_by=change.by,
        confirmed_at=(contact.told_at if contact else change.now) if confirmed_by else None,
        confirmed_by=confirmed_by,
        unconfirmed_because=None if confirmed_by else command.unconfirmed_because,
    )
    change.session.add(resolution)
    change.session.flush()
    return resolution


def _tell_thread(change: Change, resolution: Resolution, *, told: bool) -> OutboxMessage:
    """On the timeline and in the thread, with thanks by name (row M11g)."""
    said = {
        "summary": resolution.fix,
        "told": told,
        "root_cause": root_cause_label(change.rules.policy, resolution.root_cause),
        "cause_words": resolution.cause,
        "remedy": resolution.remedy.value,
        "prevention": resolution.prevention,
        "confirmed_by": resolution.confirmed_by,
        "unconfirmed_because": resolution.unconfirmed_because,
    }
    change.note(Event.RESOLVED, **said)
    return change.thread_kept_true(
        f"resolved:{change.escalation.ref}:{resolution.number}",
        "escalation_resolved",
        at=unix(change.now),
        thanks=who_helped(change.session, change.escalation),
        **said,
    )


def _tell_product(change: Change, resolution: Resolution) -> None:
    """What cannot be fixed is told to Product once, with what the customer needed. Row P7a."""
    if resolution.product_feedback is None:
        return
    escalation, channel = change.escalation, change.rules.policy.channel.product
    lane = channel_lane(change.rules, escalation, channel) if channel else escalation.home_channel
    change.note(Event.PRODUCT_TOLD, words=resolution.product_feedback, channel=lane)
    say(
        change.session,
        f"product:{escalation.ref}:{resolution.number}",
        lane=lane,
        template="product_told",
        now=change.now,
        escalation=escalation,
        context={"by": change.by, "words": resolution.product_feedback},
        else_lanes=(escalation.home_channel,),
    )
