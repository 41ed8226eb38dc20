"""The clock's verb: claim the escalations whose next step has come, decide each as a whole, write what follows.

1. Claim a batch, locked; other workers skip it.
2. For each, decide all its due deadlines together (`policy.due`): pure, from what stood in the database.
3. Write one nudge a person, at most one climb, the card, and when the next step comes.
4. A decision that raises is undone alone and tried again later; at its second failure a plain nudge goes out.

Where a promise has passed the path is to be followed as well (row M2e). That is kept here and done by `follow_paths`:
whom a rule calls in never delays what others are asked in the same burst.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines, escalations, preferences
from models.queries.canvases import want_anew
from policy.by_time import passes
from policy.due import OpenDeadline, decide
from policy.facts import measures_used
from policy.kinds import Measure
from policy.ladder import Again, Step
from services import acts, climb, promises
from services.nudging import in_hours, nudge
from services.office import Office, Rules
from services.outbox import show_all_anew
from services.recovery.say_week import say_week
from services.send_heads_ups import send_heads_ups
from services.watching.answer import open_unanswered

log = logging.getLogger(__name__)

BATCH = 500
"""Escalations that are claimed at once: the more, the less each costs."""
BATCH_ON_SQLITE = 100
"""There, one batch is one turn at the only writer: whoever presses a button waits for no longer than that."""

RETRY_FIRST = timedelta(minutes=1)
RETRY_LAST = timedelta(hours=1)


def batch_of(office: Office) -> int:
    """How many escalations this database had better claim at once."""
    return BATCH_ON_SQLITE if office.database.is_sqlite else BATCH


def take_due_steps(office: Office, now: datetime, *, batch: int | None = None) -> int:
    """Take what is due at `now`; returns how many escalations were claimed, at most `batch`.

    Fewer than `batch`, which is `batch_of` where it is not given: nothing is left.
    """
    batch = batch or batch_of(office)
    taken = _take_batch(office, now, batch)
    if taken < batch:
        say_week(office, now)
        open_unanswered(office, now)
        send_heads_ups(office, now)
    return taken


def _take_batch(office: Office, now: datetime, batch: int) -> int:
    rules = office.rulebook.current
    with office.database.write() as session:
        due = escalations.claim_due(session, now, batch)
        if not due:
            return 0
        try:
            with session.begin_nested():
                _take(session, due, rules, now)
        except Exception:  # one that cannot be decided undoes them all: then each is taken alone
            log.info("%d escalations are taken one by one", len(due), exc_info=True)
            for escalation in due:
                _take_alone(session, escalation, rules, now)
        return len(due)


def _take_alone(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    try:
        with session.begin_nested():
            _take(session, [escalation], rules, now)
    except Exception:  # the job loop: one escalation that cannot be decided starves nobody
        session.refresh(escalation)
        log.exception("%s: its due step could not be taken", escalation.ref)
        _try_later(session, escalation, rules, now)


def _take(session: Session, due: Sequence[Escalation], rules: Rules, now: datetime) -> None:
    """Decide each, then write all: what a burst costs is mostly the number of statements."""
    promised = deadlines.due_of_many(session, [escalation.id for escalation in due], now)
    later = deadlines.later_of_many(session, [escalation.id for escalation in due], now)
    no_digest = preferences.without_digest(session)
    missed_counts = Measure.FIRST_SLA_MISSED in measures_used(rules.policy)
    said: list[nudge.Nudge] = []
    cards: list[int] = []
    changed: list[int] = []
    for escalation in due:
        rows = {deadline.id: deadline for deadline in promised.get(escalation.id, [])}
        due_now = [(_as_seen(row, rules, now), row) for row in rows.values()]
        open_now = in_hours.waiting(session, escalation, due_now, rules, now)
        for one in open_now:
            rows[one.id].next_step_at = one.next_at
        decision = decide(open_now, now)
        if missed_counts and escalation.live and any(passes(one, now) for one, _ in due_now):
            escalation.follow_at = now
        for taken in decision.taken:
            row = rows[taken.deadline.id]
            row.next_step, row.repeats, row.next_step_at = taken.next_step, taken.round, taken.next_at
        climbed = decision.climb is not None and climb.one_tier_up(
            session, escalation, rows[decision.climb.deadline.id], rules, now
        )
        said += nudge.plan(escalation, decision, rows, rules, now, climbed=climbed, no_digest=no_digest)
        if decision.card_changed and escalation.card_id is not None:
            cards.append(escalation.card_id)
            changed.append(escalation.id)
        for act in decision.acts:
            acts.carry_out(session, escalation, rows[act.deadline.id], rules, now)
        waiting = [at for at in (decision.next_at, later.get(escalation.id)) if at is not None]
        escalation.next_step_at = min(waiting, default=None)
        escalation.failures = 0
        if climbed or decision.acts:  # what was asked or begun just now may be due before all else
            promises.reschedule(session, escalation)
    nudge.send(session, said, rules, now)
    show_all_anew(session, cards)
    want_anew(session, changed)


def _as_seen(row: Deadline, rules: Rules, now: datetime) -> OpenDeadline:
    assert row.next_step_at is not None
    assert row.again is not None
    next_at = row.next_step_at
    if next_at < row.made_at <= now:
        # It reached us before it was raised: nobody could ask earlier, and nobody was away.
        next_at = row.made_at
    return OpenDeadline(
        id=row.id,
        kind=row.kind,
        subject=row.ask or "",
        owner=row.owner,
        due_at=row.due_at,
        steps=tuple(Step.from_json(step) for step in row.steps),
        again=Again.from_json(row.again),
        next_step=row.next_step,
        round=row.repeats,
        next_at=next_at,
        calendar=rules.roster.person(row.owner).calendar,
    )


def _try_later(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> None:
    escalation.failures += 1
    escalation.next_step_at = now + min(RETRY_FIRST * 2 ** (escalation.failures - 1), RETRY_LAST)
    if escalation.failures == 2:
        nudge.send(
            session,
            nudge.plain(escalation, deadlines.open_of(session, escalation.id), rules, now),
            rules,
            now,
        )
