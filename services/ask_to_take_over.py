"""Asking one person to become the DRI, and the next on the path where they do not answer. Rows M11a, Y7."""

from __future__ import annotations

from models.deadline import Deadline, Outcome
from models.hand_over import HandOver, HandOverEnd
from models.outbox import Priority
from models.queries import hand_overs
from models.timeline import HEARD, Event
from policy.path import successors
from policy.promises import plan_hand_over
from services import promises
from services.brief import post_brief
from services.change import Change
from services.channels.places import person_or_author
from services.notices import remember_told
from services.outbox import say
from services.path.up import facts_of
from services.record import unix
from services.wording.labels import reason_label

ENDED_AS = {
    HandOverEnd.WITHDRAWN: Outcome.STOOD_DOWN,
    HandOverEnd.PASSED_ON: Outcome.REPLACED,
    HandOverEnd.UNANSWERED: Outcome.STOOD_DOWN,
}
"""How the answer's deadline ends; an answer keeps it, in time or late."""


def ask_to_take_over(
    change: Change, to: str, *, reason: str, remark: str | None = None, after: HandOver | None = None
) -> HandOver:
    """Ask them by name in the thread, with the brief. The DRI stays the DRI. `after` is what nobody answered before."""
    session, escalation, rules, now = change.session, change.escalation, change.rules, change.now
    planned = plan_hand_over(
        rules.policy, escalation.severity, asked_at=now, calendar=rules.roster.person(to).calendar
    )
    hand_over = HandOver(
        escalation_id=escalation.id,
        from_person=escalation.dri,
        to_person=to,
        reason=reason,
        remark=remark,
        proposed_by=after.proposed_by if after else change.by,
        proposed_at=now,
        after_id=after.id if after else None,
    )
    session.add(hand_over)
    session.flush()
    message = say(
        session,
        f"hand_over:{escalation.ref}:{hand_over.id}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="hand_over_proposed",
        now=now,
        escalation=escalation,
        context={
            "person": person_or_author(escalation, to),
            "from_person": escalation.dri,
            "by": None if hand_over.proposed_by == HEARD else hand_over.proposed_by,
            "reason_label": reason_label(rules.policy, reason),
            "remark": remark,
            "passed_over": after.to_person if after else None,
        },
        priority=Priority.URGENT,
        editable=True,
    )
    deadline = promises.make(session, escalation, planned, owner=to, now=now, rules=rules)
    deadline.ask_message_id = message.id
    hand_over.deadline_id, hand_over.message_id = deadline.id, message.id
    remember_told(session, escalation, to, f"hand_over:{hand_over.id}", message, now)
    change.note(
        Event.HAND_OVER_PROPOSED,
        person=to,
        from_person=escalation.dri,
        reason_label=reason_label(rules.policy, reason),
        remark=remark,
        answer_by=unix(deadline.due_at),
    )
    if after is None:
        post_brief(change, f"hand_over:{hand_over.id}", to)
    return hand_over


def end_hand_over(
    change: Change, hand_over: HandOver, end: HandOverEnd, *, end_reason: str | None = None
) -> None:
    """It is answered, taken back or passed on; the message that asked says so."""
    hand_over.ended_as = end
    hand_over.ended_at = change.now
    hand_over.ended_by = change.by
    hand_over.end_reason = end_reason
    deadline = change.session.get_one(Deadline, hand_over.deadline_id)
    promises.settle(change.session, deadline, by=change.by, now=change.now, outcome=ENDED_AS.get(end))


def pass_on(change: Change, hand_over: HandOver) -> None:
    """Ask the next on the path; where everybody was asked, whoever wanted it is told that nobody took it."""
    session, escalation, rules = change.session, change.escalation, change.rules
    asked = hand_overs.asked_in_turn(session, hand_over)
    path = successors(rules.policy, rules.roster, facts_of(escalation, change.now), change.now)
    following = next((held.person.user_id for held in path if held.person.user_id not in asked), None)
    if following is not None:
        if hand_over.ended_as is None:
            end_hand_over(change, hand_over, HandOverEnd.PASSED_ON)
        ask_to_take_over(change, following, reason=hand_over.reason, remark=hand_over.remark, after=hand_over)
        return
    if hand_over.ended_as is None:
        end_hand_over(change, hand_over, HandOverEnd.UNANSWERED)
    change.note(Event.HAND_OVER_UNANSWERED, people=sorted(asked), dri=escalation.dri)
    wanted_by = escalation.dri if hand_over.proposed_by == HEARD else hand_over.proposed_by
    change.thread(
        f"hand_over_unanswered:{escalation.ref}:{hand_over.id}",
        "hand_over_unanswered",
        person=person_or_author(escalation, wanted_by),
        people=sorted(asked),
    )
