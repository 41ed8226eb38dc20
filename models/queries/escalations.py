"""Finding escalations: one to change, those that are due, and the lists that people ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, text, update
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import BY_THE_SPONSOR, LIVE, CustomerContact, Escalation, PlanStep
from models.outbox import OutboxMessage
from models.queries import appointments, heads_ups, proposals
from models.queries.whose import Whose
from models.timeline import CHANGES_OF_FIELDS, TimelineEntry
from policy.kinds import Status


def locked(session: Session, escalation_id: int) -> Escalation | None:
    """The escalation to be changed, locked. Locks are always taken escalation → deadlines → outbox."""
    return session.scalar(
        select(Escalation)
        .where(Escalation.id == escalation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def found(session: Session, escalation_id: int) -> Escalation | None:
    """The escalation, to be read."""
    return session.get(Escalation, escalation_id)


def by_ids(session: Session, ids: Collection[int]) -> Sequence[Escalation]:
    """These, in the order in which they were raised."""
    return session.scalars(select(Escalation).where(Escalation.id.in_(ids)).order_by(Escalation.id)).all()


def claim_due(session: Session, now: datetime, batch: int) -> Sequence[Escalation]:
    """The escalations whose next step has come, earliest first, locked; another worker's are skipped."""
    if session.get_bind().dialect.name == "postgresql":
        # With statistics from before a burst the planner would sort every due row for each batch.
        session.execute(text("SET LOCAL enable_bitmapscan = off"))
    return session.scalars(
        select(Escalation)
        .where(Escalation.next_step_at <= now)
        .order_by(Escalation.next_step_at)
        .limit(batch)
        .with_for_update(skip_locked=True)
    ).all()


def next_step_after(session: Session, now: datetime) -> datetime | None:
    """When the clock next has something to do, after `now`."""
    step = session.scalar(select(func.min(Escalation.next_step_at)).where(Escalation.next_step_at > now))
    follow = session.scalar(select(func.min(Escalation.follow_at)).where(Escalation.follow_at > now))
    others = (
        follow,
        appointments.next_after(session, now),
        heads_ups.next_after(session, now),
        proposals.next_after(session, now),
    )
    return min((at for at in (step, *others) if at is not None), default=None)


def earliest_step(session: Session, escalation_id: int) -> datetime | None:
    """The earliest step of all open deadlines of one escalation."""
    return session.scalar(
        select(func.min(Deadline.next_step_at)).where(
            Deadline.escalation_id == escalation_id, Deadline.settled_at.is_(None)
        )
    )


def live(
    *where: ColumnElement[bool],
    dri: str | None = None,
    severity: str | None = None,
    customer: str | None = None,
    overdue_at: datetime | None = None,
    waiting: bool = False,
    whose: Whose | None = None,
) -> Select[Escalation]:
    """What is open, most urgent step first. Row X1: by customer, severity, DRI, overdue, waiting.

    Or `whose` it is to do; `where` narrows it further. No drills of others.
    """
    wanted: list[ColumnElement[bool]] = [Escalation.status.in_(LIVE), *where]
    if whose is not None:
        wanted.append(whose.escalations)
    if dri is not None:
        wanted.append(Escalation.dri == dri)
    if severity is not None:
        wanted.append(Escalation.severity == severity)
    if customer is not None:
        wanted.append(Escalation.customer_key.contains(customer.casefold(), autoescape=True))
    if waiting:
        wanted.append(Escalation.waiting_until.is_not(None))
    if overdue_at is not None:
        wanted.append(
            select(Deadline.id)
            .where(
                Deadline.escalation_id == Escalation.id,
                Deadline.settled_at.is_(None),
                Deadline.due_at < overdue_at,
            )
            .exists()
        )
    if dri is None and whose is None:
        wanted.append(Escalation.drill.is_(False))
    return (
        select(Escalation)
        .where(*wanted)
        .order_by(
            case((Escalation.next_step_at.is_(None), 1), else_=0), Escalation.next_step_at, Escalation.id
        )
    )


def over() -> Select[Escalation]:
    """What is not open any more, the latest first. No drills."""
    return (
        select(Escalation)
        .where(Escalation.status.not_in(LIVE), Escalation.drill.is_(False))
        .order_by(Escalation.id.desc())
    )


def counted(
    session: Session, query: Select[Escalation], limit: int, skip: int = 0
) -> tuple[Sequence[Escalation], int]:
    """A page of a list, and how many rows there are in all."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return session.scalars(query.limit(limit).offset(skip)).all(), total


def past_of_customer(
    session: Session, escalation: Escalation, limit: int
) -> tuple[Sequence[Escalation], int]:
    """This customer's earlier escalations, the latest first, and how many there are in all. Row X3."""
    earlier = select(Escalation).where(
        of_customer(escalation.customer_key, escalation.account_id),
        Escalation.id < escalation.id,
        Escalation.drill.is_(False),
    )
    return counted(session, earlier.order_by(Escalation.id.desc()), limit)


def plan_of(session: Session, escalation_id: int) -> Sequence[PlanStep]:
    """The plan's steps, earliest due first."""
    return session.scalars(
        select(PlanStep).where(PlanStep.escalation_id == escalation_id).order_by(PlanStep.due_at, PlanStep.id)
    ).all()


def open_steps_of(session: Session, escalation_id: int) -> Sequence[PlanStep]:
    """The plan's steps that are neither done nor dropped."""
    return [
        step for step in plan_of(session, escalation_id) if step.done_at is None and step.dropped_at is None
    ]


def contacts_of(session: Session, escalation_id: int) -> Sequence[CustomerContact]:
    """Everything that the customer was told, in order."""
    return session.scalars(
        select(CustomerContact)
        .where(CustomerContact.escalation_id == escalation_id)
        .order_by(CustomerContact.told_at, CustomerContact.id)
    ).all()


def of_customer(customer_key: str, account_id: int | None) -> ColumnElement[bool]:
    """Of one customer: of this name in small letters, or of this account, which may have been called otherwise."""
    by_name = Escalation.customer_key == customer_key
    return by_name if account_id is None else or_(by_name, Escalation.account_id == account_id)


def others_of_customer(
    session: Session, customer_key: str, account_id: int | None, since: datetime
) -> Sequence[Escalation]:
    """What is open of a customer, and what was resolved or closed since; the latest first, no drills. Row X3."""
    ended_well = Escalation.status.in_((Status.RESOLVED, Status.CLOSED))
    return session.scalars(
        select(Escalation)
        .where(
            of_customer(customer_key, account_id),
            Escalation.drill.is_(False),
            or_(Escalation.status.in_(LIVE), and_(ended_well, Escalation.resolved_at >= since)),
        )
        .order_by(Escalation.id.desc())
    ).all()


def one_report_at_a_time(session: Session, customer_key: str) -> None:
    """Until this transaction ends, whoever else looks for what is open of this customer waits: it sees ours then.

    SQLite lets only one write at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(customer_key, 0))))


def live_of_customer(session: Session, escalation: Escalation) -> Sequence[Escalation]:
    """The customer's other open escalations, which this one could be merged into, the latest first."""
    return session.scalars(
        select(Escalation)
        .where(
            of_customer(escalation.customer_key, escalation.account_id),
            Escalation.drill.is_(escalation.drill),
            Escalation.id != escalation.id,
            Escalation.status.in_(LIVE),
        )
        .order_by(Escalation.id.desc())
        .limit(20)
    ).all()


_OF_THE_DRI = and_(CustomerContact.superseded_by.is_(None), CustomerContact.kind.not_in(BY_THE_SPONSOR))


def last_contact(session: Session, escalation_id: int) -> CustomerContact | None:
    """What the customer was told last, but for words between executives."""
    return session.scalar(
        select(CustomerContact)
        .where(CustomerContact.escalation_id == escalation_id, _OF_THE_DRI)
        .order_by(CustomerContact.told_at.desc(), CustomerContact.id.desc())
        .limit(1)
    )


def last_contacts(session: Session, ids: Sequence[int]) -> dict[int, CustomerContact]:
    """As `last_contact`, for many at once: by escalation."""
    found = session.scalars(
        select(CustomerContact)
        .where(CustomerContact.escalation_id.in_(ids), _OF_THE_DRI)
        .order_by(CustomerContact.told_at, CustomerContact.id)
    )
    return {contact.escalation_id: contact for contact in found}


def timeline_of(session: Session, escalation_id: int, limit: int) -> tuple[Sequence[TimelineEntry], int]:
    """The latest entries, oldest of them first, and how many there are in all."""
    total = (
        session.scalar(
            select(func.count())
            .select_from(TimelineEntry)
            .where(TimelineEntry.escalation_id == escalation_id)
        )
        or 0
    )
    latest = session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.escalation_id == escalation_id)
        .order_by(TimelineEntry.id.desc())
        .limit(limit)
    ).all()
    return list(reversed(latest)), total


def last_change_of(session: Session, escalation_id: int, fields: Collection[str]) -> TimelineEntry | None:
    """The latest entry that tells of a change of one of these fields, with old and new."""
    entries = session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.escalation_id == escalation_id, TimelineEntry.event.in_(CHANGES_OF_FIELDS))
        .order_by(TimelineEntry.id.desc())
    )
    return next(
        (row for row in entries if any(one.get("field") in fields for one in row.data.get("changes", ()))),
        None,
    )


def postpone(session: Session, ids: Iterable[int], until: datetime) -> None:
    """Look at these again later: their decision failed, and nobody else shall wait for it."""
    session.execute(
        update(Escalation)
        .where(Escalation.id.in_(list(ids)))
        .values(next_step_at=until, failures=Escalation.failures + 1)
    )


def without_address(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these escalations whose card does not stand in Slack yet."""
    if not ids:
        return set()
    stands = select(OutboxMessage.id).where(
        OutboxMessage.id == Escalation.card_id, OutboxMessage.ts.is_not(None)
    )
    return set(session.scalars(select(Escalation.id).where(Escalation.id.in_(ids), ~stands.exists())))
