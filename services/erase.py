"""Erasing a customer's words: when the policy's time is over, or on request. Who, when and what kind stay. Row X21."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, null, or_, select, update
from sqlalchemy.orm import Session

from models.account import AccountContact
from models.database import Database
from models.deadline import Deadline
from models.escalation import LIVE, CustomerContact, Escalation, PlanStep
from models.finding import Finding
from models.hand_over import HandOver
from models.note import Note
from models.outbox import MessageState, OutboxMessage, Surface
from models.prepared_update import PreparedUpdate
from models.proposal import Proposal
from models.queries import accounts
from models.recovery import RecoveryStep
from models.request import HandledRequest
from models.resolution import CloseOut, Resolution
from models.review import Review
from models.sending import Sending
from models.signal import Signal
from models.timeline import HEARD, Event, TimelineEntry, erase_words_on_timeline
from models.triage import Triage
from models.undoable import Undoable
from models.waiting import WaitingPeriod
from services.documents.canvases import ERASED, take_canvases_away
from services.office import Office
from services.record import note

TOMBSTONE = "[erased]"
"""What stands where words stood."""

# fmt: off
KEPT = frozenset((
    "absence", "ask", "asked", "because", "because_sentence", "by", "cause", "cause_label", "channel",
    "channel_name", "cover", "customer", "dri", "error", "fault", "fell_back_from", "field", "for_whom",
    "from_person", "gone", "impact",
    "into", "key", "kind", "lane", "left", "merged", "named", "next", "next_lane", "outcome", "owner", "part",
    "people", "person", "raiser", "reason_label", "ref", "refs", "remedy", "role", "root_cause", "severity",
    "severity_proposed", "standing", "status", "step", "team", "thanks", "tier", "told", "trigger", "verb", "waived",
    "was",
    "author", "found_by", "reader", "set_off", "rule", "written_for",
    "cause_type", "dri_because", "dri_proposed", "missing", "works_on_it", "works_on_it_because", "works_on_it_role",
))
# fmt: on
"""Keys whose text is no customer's: names of ours, of places, and of what the policy says. All other text goes."""

# fmt: off
WORDS_OF_RESOLUTION = (
    "cause", "fix", "prevention", "product_feedback", "confirmed_by", "unconfirmed_because", "satisfaction_words",
    "post_mortem", "waived_because",
)
WORDS_OF_CLOSE_OUT = ("issue", "impact", "root_cause", "actions", "changes", "outlook", "link")
# fmt: on

BATCH = 50
"""Escalations that are erased in one commit."""

SIGNALS_AT_ONCE = 500
"""Signals that are forgotten in one commit."""


class Cause(StrEnum):
    """Why words were erased."""

    RETENTION = "retention"
    REQUEST = "request"


@dataclass(frozen=True)
class Erased:
    """References of what was erased, and of what is still open and was left alone; how many contacts went.

    `known` is false where nobody is called that.
    """

    erased: tuple[str, ...]
    still_open: tuple[str, ...]
    contacts: int = 0
    known: bool = True


def erase_long_closed(office: Office, now: datetime) -> int:
    """Erase what the policy keeps no longer; how many escalations that were. Without the policy's word: none.

    The time counts from the resolution; of what ended without one, from its opening.
    """
    retention = office.rulebook.current.policy.retention
    if retention is None:
        return 0
    ended = func.coalesce(Escalation.resolved_at, Escalation.opened_at)
    done = (
        select(TimelineEntry.id)
        .where(
            TimelineEntry.escalation_id == Escalation.id,
            TimelineEntry.event == Event.WORDS_ERASED,
            TimelineEntry.at >= ended,  # what was opened again has new words
        )
        .exists()
    )
    with office.database.write() as session:
        over = session.scalars(
            select(Escalation)
            .where(Escalation.status.not_in(LIVE), ended <= now - retention.customer_text, ~done)
            .order_by(Escalation.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        _erase(session, over, Cause.RETENTION, now)
        return len(over)


def erase_old_signals(office: Office, now: datetime) -> int:
    """Forget what other systems said longer ago than the policy keeps it; how many signals that were."""
    retention = office.rulebook.current.policy.retention
    if retention is None or retention.signals is None:
        return 0
    with office.database.write() as session:
        old = select(Signal.id).where(Signal.received_at <= now - retention.signals).limit(SIGNALS_AT_ONCE)
        told = update(Proposal).where(Proposal.answered_at <= now - retention.signals)
        session.execute(told.values(words=TOMBSTONE, address=None))
        gone = session.scalars(delete(Signal).where(Signal.id.in_(old)).returning(Signal.id)).all()
    return len(gone)


def erase_account(database: Database, account: str, now: datetime) -> Erased:
    """Erase the words of every escalation of one customer, what other systems said of them, and who is there.

    What is open is left alone.

    `account` is a name, whatever its case, an external id or a domain.
    """
    with database.write() as session:
        called = accounts.by_word(session, account)
        ids = [one.id for one in called]
        names = {account.strip().casefold(), *(one.name_key for one in called)}
        found = session.scalars(
            select(Escalation)
            .where(or_(Escalation.customer_key.in_(names), Escalation.account_id.in_(ids)))
            .order_by(Escalation.id)
            .with_for_update()
        ).all()
        over = [escalation for escalation in found if not escalation.live]
        _erase(session, over, Cause.REQUEST, now)
        there = delete(AccountContact).where(AccountContact.account_id.in_(ids)).returning(AccountContact.id)
        gone = session.scalars(there).all()
        session.execute(update(Signal).where(Signal.account_id.in_(ids)).values(data={}))
        theirs = update(Proposal).where(Proposal.account_id.in_(ids), Proposal.answered_at.is_not(None))
        session.execute(theirs.values(words=TOMBSTONE, address=None))
    return Erased(
        tuple(escalation.ref for escalation in over),
        tuple(escalation.ref for escalation in found if escalation.live),
        contacts=len(gone),
        known=bool(called or found),
    )


def _erase(session: Session, over: Sequence[Escalation], cause: Cause, now: datetime) -> None:
    ids = [escalation.id for escalation in over]
    if not ids:
        return
    for escalation in over:
        escalation.problem = TOMBSTONE
        escalation.link = None
        escalation.common_cause = escalation.common_cause_key = None
        for column in ("contact", "severity_reason", "resolution"):
            if getattr(escalation, column) is not None:
                setattr(escalation, column, TOMBSTONE)
        escalation.is_on_timeline()  # erased there as well: a tombstone is no change to tell of
    session.flush()
    _bury(session, Deadline, ids, answer=TOMBSTONE, what=TOMBSTONE, snoozed_because=TOMBSTONE)
    _bury(session, PlanStep, ids, what=TOMBSTONE, dropped_because=TOMBSTONE)
    _bury(session, WaitingPeriod, ids, reason=TOMBSTONE)
    _bury(session, HandOver, ids, remark=TOMBSTONE, end_reason=TOMBSTONE)
    _bury(session, Review, ids, words=TOMBSTONE, end_reason=TOMBSTONE)
    session.execute(update(Review).where(Review.escalation_id.in_(ids)).values(form=null()))
    _bury(session, Sending, ids, words=TOMBSTONE, recipients=TOMBSTONE, later_reason=TOMBSTONE)
    _bury(session, RecoveryStep, ids, words=TOMBSTONE)
    _bury(session, Finding, ids, words=TOMBSTONE)
    _bury(session, PreparedUpdate, ids, words=TOMBSTONE)
    _bury(session, Note, ids, words=TOMBSTONE)
    _bury(session, Triage, ids, effect=TOMBSTONE, most_affected=TOMBSTONE, tried=TOMBSTONE)
    _bury(session, CustomerContact, ids, words=TOMBSTONE, recipients=TOMBSTONE, later_reason=TOMBSTONE)
    session.execute(delete(Undoable).where(Undoable.escalation_id.in_(ids)))
    _bury(session, Resolution, ids, **dict.fromkeys(WORDS_OF_RESOLUTION, TOMBSTONE))
    _bury(session, CloseOut, ids, **dict.fromkeys(WORDS_OF_CLOSE_OUT, TOMBSTONE))
    _bury_contexts(session, ids)
    _forget_forms(session, ids)
    take_canvases_away(session, ids, ERASED)
    erase_words_on_timeline(session, ids, without_words)
    for escalation in over:
        note(session, escalation, Event.WORDS_ERASED, actor=HEARD, now=now, cause=cause.value)


def _bury(session: Session, table: Any, ids: Sequence[int], **texts: str) -> None:
    """A tombstone in each of these columns, where there is anything."""
    for column, tombstone in texts.items():
        session.execute(
            update(table)
            .where(table.escalation_id.in_(ids), getattr(table, column).is_not(None))
            .values({column: tombstone})
        )


def _bury_contexts(session: Session, ids: Sequence[int]) -> None:
    """Messages keep where and when they were said; one that still waits would say a tombstone, and is dropped."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.escalation_id.in_(ids), OutboxMessage.state == MessageState.WAITING)
        .values(state=MessageState.DROPPED, error="erased")
    )
    for message in session.scalars(select(OutboxMessage).where(OutboxMessage.escalation_id.in_(ids))):
        if message.context is not None:
            message.context = without_words(message.context)
    for surface in session.scalars(select(Surface).where(Surface.escalation_id.in_(ids))):
        if surface.context is not None:
            surface.context = without_words(surface.context)
    session.flush()


def _forget_forms(session: Session, ids: Sequence[int]) -> None:
    """What was typed into forms; that they were carried out is kept, so that a repeat stays harmless."""
    session.execute(update(HandledRequest).where(HandledRequest.escalation_id.in_(ids)).values(answer=null()))


def without_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same with a tombstone for every text that is not under a key of KEPT."""
    return {key: _without(key, value) for key, value in data.items()}


def _without(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_words(value)
    if isinstance(value, list):
        return [_without(key, one) for one in value]
    return TOMBSTONE if isinstance(value, str) and value and key not in KEPT else value
