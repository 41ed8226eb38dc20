"""What somebody owed who left the company: who owns it from now on, and how they hear of it. Rows D3a, M11a."""

from __future__ import annotations

from collections.abc import Iterator

from models.deadline import Deadline, Outcome
from models.hand_over import HandOverEnd
from models.outbox import Priority
from models.queries import absences, deadlines, hand_overs, reviews
from models.timeline import Event
from policy.kinds import HEARDS_OWN, OF_THE_SPONSOR, Absence, DeadlineKind, Status
from policy.path import successors
from services import promises
from services.ask_to_take_over import end_hand_over, pass_on
from services.brief import post_brief
from services.change import Change
from services.change_dri import change_dri, replace_dri
from services.channels.own import bring_in
from services.channels.places import person_or_author
from services.drafting.reviews import ask_next
from services.nudging.ask_successor import ask_successor
from services.outbox import say
from services.path.up import facts_of
from services.recovery import course as recovery
from services.sponsor.successor import ask_in_their_place, next_sponsor


def replace_dri_who_left(change: Change) -> None:
    """By whoever was asked to take it over anyway, else the stand-in, else the next on the path."""
    session, escalation = change.session, change.escalation
    asked = hand_overs.open_of(session, escalation.id)
    to = next(_who_may_own(change, asked.to_person if asked else None), None)
    if to is None:
        return
    if asked is not None and asked.to_person == to:
        end_hand_over(change, asked, HandOverEnd.ACCEPTED)
        change_dri(change, asked, absence=Absence.LEFT)
        return
    if asked is not None:
        end_hand_over(change, asked, HandOverEnd.WITHDRAWN)
    reason = next(row.key for row in change.rules.policy.hand_over_reason if row.given_when is Absence.LEFT)
    hand_over = replace_dri(change, to, Absence.LEFT, reason)
    post_brief(change, f"hand_over:{hand_over.id}", to)


def _who_may_own(change: Change, asked: str | None) -> Iterator[str]:
    escalation, roster, now = change.escalation, change.rules.roster, change.now
    if escalation.drill:
        yield escalation.raised_by
        return
    wanted = (asked, escalation.cover_at(now), roster.person(escalation.dri).cover)
    yield from (one for one in wanted if one and roster.person(one).reachable(now))
    path = successors(change.rules.policy, roster, facts_of(escalation, now), now)
    yield from (held.person.user_id for held in path)
    if roster.person(escalation.raised_by).one_of_us:
        yield escalation.raised_by


def replace_owners(change: Change, gone: frozenset[str]) -> None:
    """Everything that somebody gone still owes; each new owner is told once, with what is theirs now."""
    session, escalation = change.session, change.escalation
    fell: dict[tuple[str, str], list[Deadline]] = {}
    for row in deadlines.open_of(session, escalation.id):
        if row.owner not in gone or row.kind in HEARDS_OWN:
            continue
        if row.kind is DeadlineKind.HAND_OVER:
            asked = hand_overs.by_deadline(session, escalation.id, row.id)
            assert asked is not None, "a hand-over and its deadline are made together"
            pass_on(change, asked)
            continue
        if row.kind is DeadlineKind.REVIEW:
            review = reviews.by_deadline(session, escalation.id, row.id)
            assert review is not None, "a review and its deadline are made together"
            ask_next(change, review)
            continue
        to = _next_owner(change, row)
        if to not in gone:
            fell.setdefault((row.owner, to), []).append(row)
            row.owner = to
    for step in absences.unfinished_steps(session, escalation.id, gone):
        if escalation.dri not in gone:
            fell.setdefault((step.owner, escalation.dri), [])
            step.owner = escalation.dri
            step.revision += 1
    for (before, to), rows in fell.items():
        _tell(change, before, to, rows)
        ask_successor(session, escalation, rows, change.rules, change.now)
        ask_in_their_place(session, escalation, rows, before, change.now)


def _next_owner(change: Change, row: Deadline) -> str:
    """An ask is the next's of the role that was asked, a step of the recovery its role's, what a sponsor owes the next
    sponsor's; all else is the DRI's."""
    escalation, rules, now = change.escalation, change.rules, change.now
    if row.kind is DeadlineKind.RECOVERY:
        return recovery.next_owner(change.session, escalation, row, rules, now)
    if row.kind in OF_THE_SPONSOR and not escalation.drill:
        return next_sponsor(change.session, escalation, rules, now) or escalation.dri
    if escalation.drill or row.ask_role is None or row.ask_role not in rules.policy.role:
        return escalation.dri
    held = rules.roster.holders(row.ask_role, now)
    return next((one.person.user_id for one in held), escalation.dri)


def _tell(change: Change, before: str, to: str, rows: list[Deadline]) -> None:
    escalation = change.escalation
    kinds = [row.kind.value for row in rows] or [DeadlineKind.STEP.value]
    change.note(Event.OWNER_REPLACED, from_person=before, person=to, kinds=kinds)
    if not rows:  # steps of a plan that nothing asks for
        return
    bring_in(change.session, escalation, [to])
    say(
        change.session,
        f"owner_replaced:{escalation.ref}:{before}:{to}:{rows[0].id}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="owner_replaced",
        now=change.now,
        escalation=escalation,
        context={
            "person": person_or_author(escalation, to),
            "from_person": before,
            "deadlines": [row.id for row in rows],
        },
        priority=Priority.NUDGE,
        editable=True,
    )


def end_drill(change: Change) -> None:
    """A drill pings only its author: without one it is over."""
    if change.escalation.live:
        change.escalation.status = Status.CANCELLED
        change.note(Event.DRILL_ENDED)
    for row in deadlines.open_of(change.session, change.escalation.id):
        promises.settle(change.session, row, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN)
