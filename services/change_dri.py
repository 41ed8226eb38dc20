"""The DRI becomes another: what they owe goes with it, at the instants that were promised. Rows M11a, Y7."""

from __future__ import annotations

from models.deadline import Deadline, Outcome
from models.hand_over import HandOver, HandOverEnd
from models.outbox import Priority
from models.queries import deadlines, escalations
from models.timeline import HEARD, Event
from policy.kinds import HEARDS_OWN, OF_THE_SPONSOR, Absence, DeadlineKind
from services import promises
from services.change import Change
from services.channels.places import person_or_author
from services.notices import remember_told
from services.nudging.ask_successor import ask_successor
from services.outbox import say, show_anew
from services.wording.labels import reason_label

THEIR_OWN = frozenset(
    {DeadlineKind.ASK, DeadlineKind.HAND_OVER, DeadlineKind.REVIEW, *HEARDS_OWN, *OF_THE_SPONSOR}
)
"""What is asked of a person for themselves, or owed by nobody: it stays where it is."""


def change_dri(change: Change, hand_over: HandOver, *, absence: Absence | None = None) -> None:
    """`hand_over` took effect. With an `absence` nobody could be waited for: the new DRI has yet to say a word."""
    session, escalation, now = change.session, change.escalation, change.now
    before, to = escalation.dri, hand_over.to_person
    escalation.dri = to
    escalation.accepted_at = now if absence is None else None
    went, steps = _move_what_is_owed(change, before, to)
    _forget_cover(change)
    message = say(
        session,
        f"handed_over:{escalation.ref}:{hand_over.id}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="handed_over",
        now=now,
        escalation=escalation,
        context={
            "person": person_or_author(escalation, to),
            "from_person": before,
            "reason_label": reason_label(change.rules.policy, hand_over.reason),
            "absence": absence.value if absence else None,
        },
        priority=Priority.URGENT,
        editable=True,
    )
    remember_told(session, escalation, to, "dri", message, now)
    show_anew(session, escalation.dri_message_id)
    change.note(
        Event.HANDED_OVER,
        person=to,
        from_person=before,
        reason_label=reason_label(change.rules.policy, hand_over.reason),
        remark=hand_over.remark,
        absence=absence.value if absence else None,
        steps=steps,
    )
    if absence is not None:
        escalation.dri_message_id = message.id
    ask_successor(session, escalation, went, change.rules, now)


def replace_dri(change: Change, to: str, absence: Absence, reason: str) -> HandOver:
    """Whoever left cannot own anything: the next is DRI at once, and is told so."""
    hand_over = HandOver(
        escalation_id=change.escalation.id,
        from_person=change.escalation.dri,
        to_person=to,
        reason=reason,
        proposed_by=HEARD,
        proposed_at=change.now,
        ended_as=HandOverEnd.ACCEPTED,
        ended_at=change.now,
        ended_by=HEARD,
    )
    change.session.add(hand_over)
    change.session.flush()
    change_dri(change, hand_over, absence=absence)
    return hand_over


def _move_what_is_owed(change: Change, before: str, to: str) -> tuple[list[Deadline], int]:
    """The promises that went along, and how many steps of the plan."""
    went = [
        row
        for row in deadlines.open_of(change.session, change.escalation.id)
        if row.owner == before and row.kind not in THEIR_OWN
    ]
    for row in went:
        row.owner = to
    theirs = [
        step
        for step in escalations.open_steps_of(change.session, change.escalation.id)
        if step.owner == before
    ]
    for step in theirs:
        step.owner = to
        step.revision += 1
    change.session.flush()
    return went, len(theirs)


def _forget_cover(change: Change) -> None:
    """A stand-in stood in for whoever was the DRI."""
    change.escalation.cover = change.escalation.cover_until = None
    ends = deadlines.open_of_kind(change.session, change.escalation.id, DeadlineKind.COVER)
    if ends is not None:
        promises.settle(change.session, ends, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN)
