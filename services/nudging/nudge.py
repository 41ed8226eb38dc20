"""Asking for what is due: one message names one person, and an earlier nudge for the same promise is edited. Row X4."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import Priority
from models.queries.lanes import lanes_of
from models.timeline import HEARD, Event
from policy.due import Asked, Taken, TickDecision
from policy.kinds import HEARDS_OWN, DeadlineKind, Mention
from services.channels.own import bring_in
from services.channels.places import dm
from services.let_in import let_in
from services.lookups import digest
from services.nudging import asking, gather, recovery_nudges
from services.office import Rules
from services.outbox import Saying, say_all
from services.promises import quiet_nudges
from services.record import note_all, unix

LONGEST_KEY = 200


@dataclass(frozen=True)
class Nudge:
    """One message that names one person, decided and not yet written; `asked_for` are the promises it is about.

    `lane` of None is that of its thread.
    """

    escalation: Escalation
    key: str
    thread_of: int | None
    person: str
    for_whom: str
    items: list[dict[str, Any]]
    late_minutes: int | None
    priority: Priority
    asked_for: tuple[Deadline, ...] = ()
    lane: str | None = None
    template: str = "nudge"


def plan(
    escalation: Escalation,
    decision: TickDecision,
    rows: Mapping[int, Deadline],
    rules: Rules,
    now: datetime,
    *,
    climbed: bool,
    no_digest: Collection[str] = (),
) -> list[Nudge]:
    """All that a tick says of one escalation: nudges in the thread, asks where they were asked,
    recovery's steps by DM.

    A digest line is in the morning digest of whoever owes it; `no_digest` are those who want none, and are nudged.

    Where the escalation climbed, the tier's channel names somebody: the thread then names nobody for it.
    """
    said: list[Nudge] = []
    taken = {one.deadline.id: one for one in decision.taken}
    unread = [
        one
        for one in decision.digest
        if not _in_a_digest(escalation, one, rows[one.deadline.id], rules, no_digest, now)
    ]
    asked_anywhere = asking.with_unread(decision.asks, unread)
    asked_all = recovery_nudges.all_else(asked_anywhere, rows)
    asks = asking.for_no_climb(asked_all) if climbed else asking.at_the_top(asked_all)
    late = any(one.late_by > rules.policy.limits.late_notice_after for one in taken.values())
    in_thread = [asking.only(asked, rows, asks=False) for asked in (asked_all if late else asks)]
    shares = asking.together([asked for asked in in_thread if asked.deadlines], late=late, climbed=climbed)
    named: dict[str, list[Asked]] = {}
    for asked in shares:
        person = asking.person(escalation, asked, rows[asked.deadlines[0]].owner, rules, now)
        named.setdefault(person, []).append(asked)
    for person, share in named.items():
        said.append(_nudge(escalation, person, share, taken, rows, rules, now, thread_of=escalation.card_id))
    for asked in asks:
        for deadline_id in asking.only(asked, rows, asks=True).deadlines:
            alone = Asked(asked.to, asked.also_cover, asked.owner, (deadline_id,))
            row = rows[deadline_id]
            person = asking.person(escalation, alone, row.owner, rules, now)
            thread = row.ask_message_id
            said.append(_nudge(escalation, person, [alone], taken, rows, rules, now, thread_of=thread))
    for person, theirs in recovery_nudges.shares(escalation, asked_anywhere, rows, rules, now):
        said.append(_nudge(escalation, person, theirs, taken, rows, rules, now, thread_of=None, by_dm=True))
    return said


def plain(escalation: Escalation, promised: Sequence[Deadline], rules: Rules, now: datetime) -> list[Nudge]:
    """What goes out when deciding failed twice: the DRI by name and all that is owed, without the ladder's finesse."""
    items = [
        item_of(row, "due", now)
        for row in promised
        if row.due_at <= now and row.kind not in (DeadlineKind.ASK, *HEARDS_OWN)
    ]
    if not items:
        return []
    key = f"nudge:{escalation.ref}:plain:{unix(now)}"
    gravity = _priority(escalation, rules)
    return [Nudge(escalation, key, escalation.card_id, escalation.dri, "dri", items, None, gravity)]


def send(session: Session, nudges: Sequence[Nudge], rules: Rules, now: datetime) -> None:
    """Write all of it, of many escalations at once: a burst costs a few statements, not a few for each.

    Where a channel would get too many, those of one person are one message (`gather`).
    """
    with session.no_autoflush:  # each row is updated once, below
        lanes = lanes_of(session, {one.thread_of for one in nudges if one.thread_of is not None})
        sayings = [_saying(one, lanes) for one in nudges]
        instead = gather.in_fewer(session, sayings, rules.policy, now)
        # What is gathered is said first, so that all else of the same moment that asks for it counts as later.
        alone = [one for one in sayings if one.key not in instead]
        said = say_all(session, [*instead.values(), *alone], now)
    ids = {one.key: said[instead[one.key].key if one.key in instead else one.key] for one in nudges}
    asks_first: dict[Deadline, int] = {}
    for one in nudges:
        for row in one.asked_for:
            asks_first[row] = min(ids[one.key], asks_first.get(row, ids[one.key]))
    overtaken = {row.nudge_message_id for row in asks_first if row.nudge_message_id is not None} - set(
        ids.values()
    )
    for row, message_id in asks_first.items():  # of several that ask for it in one moment, the first
        row.nudge_message_id = message_id
    _note(session, nudges, now)
    for one in nudges:
        if one.person != one.escalation.dri:  # a mention reaches only who is in the channel
            let_in(session, one.escalation, [one.person], now=now)
            bring_in(session, one.escalation, [one.person])
    session.flush()
    quiet_nudges(session, overtaken)


def _saying(one: Nudge, lanes: Mapping[int, str]) -> Saying:
    return Saying(
        one.key,
        one.lane or lanes.get(one.thread_of or 0, one.escalation.home_channel),
        one.template,
        escalation=one.escalation,
        context={
            "person": one.person,
            "items": one.items,
            "for_whom": one.for_whom,
            "late_minutes": one.late_minutes,
        },
        thread_of=one.thread_of,
        priority=one.priority,
        editable=True,
    )


def _note(session: Session, nudges: Sequence[Nudge], now: datetime) -> None:
    note_all(
        session,
        [
            (
                one.escalation,
                {
                    "person": one.person,
                    "for_whom": one.for_whom,
                    "items": one.items,
                    "late_minutes": one.late_minutes,
                },
            )
            for one in nudges
        ],
        Event.NUDGED,
        actor=HEARD,
        now=now,
    )


def _nudge(
    escalation: Escalation,
    person: str,
    share: Sequence[Asked],
    taken: Mapping[int, Taken],
    rows: Mapping[int, Deadline],
    rules: Rules,
    now: datetime,
    *,
    thread_of: int | None,
    by_dm: bool = False,
) -> Nudge:
    """All that one person is asked in one moment: `share` is why it is theirs to answer."""
    turned = {i: asked.to for asked in reversed(share) for i in asked.deadlines}
    asked_for = tuple(rows[i] for i in dict.fromkeys(i for asked in share for i in asked.deadlines))
    steps = {row.id: _step(taken[row.id], turned[row.id]) for row in asked_for}
    names = [f"{row.kind}:{row.number}:{steps[row.id]}:{taken[row.id].round}" for row in asked_for]
    late_by = max(taken[row.id].late_by for row in asked_for)
    late = late_by > rules.policy.limits.late_notice_after
    return Nudge(
        escalation,
        _key(escalation, names),
        thread_of,
        person,
        asking.for_whom(escalation, person, share[0].to),
        [item_of(row, steps[row.id], now) for row in asked_for],
        int(late_by.total_seconds() // 60) if late else None,
        Priority.ROUTINE if by_dm else _priority(escalation, rules),
        asked_for,
        dm(person) if by_dm else None,
        "recovery_due" if by_dm else "nudge",
    )


def _in_a_digest(
    escalation: Escalation, one: Taken, row: Deadline, rules: Rules, no_digest: Collection[str], now: datetime
) -> bool:
    to = one.step.to or Mention.DRI
    person = asking.person(escalation, Asked(to, False, None, ()), row.owner, rules, now)
    return digest.reaches(person, escalation, row, rules, no_digest, now)


def _priority(escalation: Escalation, rules: Rules) -> Priority:
    gravest = rules.policy.severities()[0] == escalation.severity
    return Priority.URGENT if gravest else Priority.NUDGE


def item_of(row: Deadline, step: str, now: datetime) -> dict[str, Any]:
    """A promise as the context of a nudge keeps it."""
    overdue = max(int((now - row.due_at).total_seconds() // 60), 0)
    return {
        "deadline_id": row.id,
        "kind": row.kind.value,
        "owner": row.owner,
        "ask": row.ask,
        "due": unix(row.due_at),
        "step": step,
        "overdue_minutes": overdue,
        "because": row.because,
    }


def _step(one: Taken, to: Mention) -> str:
    """The step that turns to this person: several may share one moment."""
    return next((step.name for step in one.steps if step.to is to), one.step.name)


def _key(escalation: Escalation, names: Iterable[str]) -> str:
    """Semantic, not an instant: planning anew says nothing twice."""
    key = f"nudge:{escalation.ref}:" + "+".join(names)
    return key if len(key) <= LONGEST_KEY else f"nudge:{escalation.ref}:" + sha256(key.encode()).hexdigest()
