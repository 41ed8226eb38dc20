"""From a row of the outbox to what Slack shows: the context is made from the record at the moment of sending.

What was decided (who is named, what is asked) stands in the row's own context; how things stand now is read here.
So a nudge that was settled while it waited says so, and ten changes of a card are one edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from message_templates import render
from models.canvas import Canvas
from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.outbox import Audience, OutboxMessage, Surface
from models.own_channel import ChannelTask
from models.queries import contacts, deadlines, recovery, undoables
from policy.kinds import HEARDS_OWN, DeadlineKind
from policy.schema import Policy
from services.delivery.wording_port import Row, Worded
from services.nudging.nudge_words import nudge_as_it_stands
from services.office import Rulebook
from services.readers import stays_inside
from services.record import unix, unix_or_none
from services.recovery.recovery_facts import next_verb
from services.undo_offers import stands
from services.wording import facts, facts_of_people, second_eyes
from services.wording.beside_messages import words_beside_messages
from services.wording.calls import as_called
from services.wording.labels import ask_button, severity_label
from services.wording.names import NameBook
from services.wording.next_verbs import VERB_FOR, buttons_of, buttons_of_owner
from services.wording.of_no_case import as_it_stands
from services.wording.sponsor_asked import as_asked

Context = dict[str, Any]
Made = tuple[str, Context]
"""A template and what it is told besides the row's own context."""


@dataclass(frozen=True)
class _Moment:
    """An escalation's message at the moment it leaves."""

    session: Session
    escalation: Escalation
    message: OutboxMessage
    context: Context
    policy: Policy
    now: datetime


class Wording:
    """Words any row of the outbox, or surface, by the rules in force and business time."""

    def __init__(self, rulebook: Rulebook, clock: Callable[[], datetime]) -> None:
        self._rulebook = rulebook
        self._clock = clock

    def __call__(self, session: Session, row: Row) -> Worded:
        """The message as it should read now; what is for a customer is given its own words alone."""
        if isinstance(row, ChannelTask | Canvas):
            return words_beside_messages(session, row, self._rulebook.current, self._clock())
        message = session.get_one(OutboxMessage, row.message_id) if isinstance(row, Surface) else row
        rules, now = self._rulebook.current, self._clock()
        context: Context = {
            **(message.context or {}),
            "names": NameBook(session),
            "edition": row.wanted if isinstance(row, Surface) else 0,
        }
        template = row.template
        about = message.escalation_id if message.audience is Audience.INTERNAL else None
        escalation = session.get(Escalation, about) if about else None
        if escalation is not None and not stays_inside(escalation, message.lane, rules):
            context = {"names": context["names"], "e": facts.that_there_is_one(escalation)}
            template = "restricted_line"
        elif escalation is not None:
            context["e"] = facts.of_escalation(session, escalation, rules.policy)
            maker = _MAKERS.get(template)
            if maker is not None:
                template, more = maker(_Moment(session, escalation, message, context, rules.policy, now))
                context |= more
        else:
            context |= as_it_stands(session, template, message, rules, now)
        rendered = render(template, context)
        return Worded(rendered.text, list(rendered.blocks), Audience(rendered.audience))


def _card(at: _Moment) -> Made:
    return "card", facts.of_card(at.session, at.escalation, at.policy, at.now)


def _dri_named(at: _Moment) -> Made:
    promised = deadlines.all_of(at.session, at.escalation.id)
    owed = facts.current_of(promised).get(DeadlineKind.ACKNOWLEDGE)
    buttons = buttons_of(at.escalation, promised) if at.escalation.live else []
    return "dri_named", {
        "acknowledge_by": unix(owed.due_at) if owed else None,
        "because": owed.because if owed else "",
        "deadline_id": owed.id if owed else None,
        "buttons": [verb for verb in buttons if verb in ("accept", "acknowledge")],
    }


def _called(at: _Moment) -> Made:
    return as_called(at.session, at.message, at.escalation, at.policy, at.now)


def _nudge(at: _Moment) -> Made:
    return nudge_as_it_stands(at.session, at.message, at.escalation, at.policy, at.now)


def _recovery_due(at: _Moment) -> Made:
    template, more = _nudge(at)
    if template != "nudge":
        return template, more
    for item in more["items"]:
        step = recovery.step_promised_by(at.session, item["deadline_id"])
        if step is not None:
            deadline = at.session.get_one(Deadline, item["deadline_id"])
            item |= {"phase": step.phase, **next_verb(recovery.OpenStep(step, deadline))}
    more["owner"] = at.session.get_one(Deadline, more["items"][0]["deadline_id"]).owner
    return "recovery_due", more


def _recovery_begun(at: _Moment) -> Made:
    owed = {
        row.id for row in deadlines.all_of(at.session, at.escalation.id) if row.outcome is Outcome.STOOD_DOWN
    }
    gone = all(step["deadline_id"] in owed for step in at.context["steps"])
    return "recovery_begun", {"stands": at.escalation.live is False and not gone}


def _recovery_slipped(at: _Moment) -> Made:
    return "recovery_slipped", {"over": not at.escalation.live}


def _told(at: _Moment) -> Made:
    """What the customer was told, as it stands after all corrections."""
    contact_id = at.context.get("contact_id")
    contact = contacts.as_it_stands(at.session, contact_id) if contact_id is not None else None
    if contact is None or contact.corrected_by is None:
        return at.message.template, {}
    kept = {row.kind: row.outcome for row in deadlines.met_by(at.session, contact.id)}
    outcome = kept.get(DeadlineKind.UPDATE)
    return at.message.template, {
        "words": contact.words,
        "channel": contact.channel,
        "recipients": contact.recipients,
        "told_at": unix(contact.told_at),
        "next_update_at": unix_or_none(contact.next_update_at) or at.context["next_update_at"],
        "outcome": outcome.value if outcome else None,
        "later_reason": contact.later_reason,
        "corrected": {"by": contact.corrected_by, "at": unix(contact.recorded_at)},
    }


def _follower_told(at: _Moment) -> Made:
    changes = [
        {
            key: severity_label(at.policy, value) if key in ("before", "after") else value
            for key, value in row.items()
        }
        for row in at.context["changes"]
    ]
    return "follower_told", {"changes": changes}


def _hand_over_proposed(at: _Moment) -> Made:
    return facts_of_people.of_proposal(at.session, at.message)


def _hand_over_brief(at: _Moment) -> Made:
    return "hand_over_brief", facts.of_card(at.session, at.escalation, at.policy, at.now)


def _handed_over(at: _Moment) -> Made:
    promised = deadlines.all_of(at.session, at.escalation.id)
    owed = [
        row
        for row in promised
        if row.owner == at.escalation.dri and row.settled_at is None and row.kind not in HEARDS_OWN
    ]
    update = next((row for row in owed if row.kind is DeadlineKind.UPDATE), None)
    still = at.escalation.dri == at.context["person"] or at.escalation.drill
    return "handed_over", {
        "promised": [facts.of_deadline(row, at.policy, at.now) for row in owed],
        "next_update_due": unix(update.due_at) if update else None,
        "buttons": buttons_of_owner(at.escalation, promised) if still else [],
    }


def _undoable(at: _Moment) -> Made:
    """What was done, with the button that takes it back while it may be; or who took it back."""
    offer = undoables.in_message(at.session, at.message.id)
    if offer is None:
        return at.message.template, {"undo": None, "undone": None}
    undone_at = unix_or_none(offer.undone_at)
    return at.message.template, {
        "undo": offer.id if stands(at.session, offer, at.now) else None,
        "undone": {"by": offer.undone_by, "at": undone_at} if undone_at else None,
    }


def _cover_set(at: _Moment) -> Made:
    ends = deadlines.answered_in(at.session, at.message.id)
    still = ends is not None and ends.settled_at is None
    replaced = ends is not None and ends.outcome is Outcome.REPLACED
    card = facts.of_card(at.session, at.escalation, at.policy, at.now)
    return "cover_set", {
        "state": "now" if still else "replaced" if replaced else "over",
        "last_update": card["last_update"],
        "next_update_due": card["next_update_due"],
        "buttons": [verb for verb in card["buttons"] if verb in ("acknowledge", "post_update")],
    }


def _owner_replaced(at: _Moment) -> Made:
    rows = [at.session.get_one(Deadline, key) for key in at.context["deadlines"]]
    items = [
        {
            **facts.of_deadline(row, at.policy, at.now),
            "deadline_id": row.id,
            "verb": VERB_FOR.get(row.kind),
            "button": ask_button(at.policy, row.ask),
        }
        for row in rows
        if row.settled_at is None
    ]
    return "owner_replaced", {"items": items}


def _sponsor_asked(at: _Moment) -> Made:
    return as_asked(at.session, at.message, at.escalation, at.policy, at.now)


def _second_eyes(at: _Moment) -> Made:
    return second_eyes.as_it_stands(at.session, at.message, at.escalation, at.policy)


_MAKERS: dict[str, Callable[[_Moment], Made]] = {
    "card": _card,
    "dri_named": _dri_named,
    "follower_told": _follower_told,
    "tier_notified": _called,
    "tier_climbed": _called,
    "nudge": _nudge,
    "hand_over_proposed": _hand_over_proposed,
    "hand_over_brief": _hand_over_brief,
    "handed_over": _handed_over,
    "climb_noted": _undoable,
    "stepped_down": _undoable,
    "severity_changed": _undoable,
    "escalation_resolved": _undoable,
    "recovery_begun": _recovery_begun,
    "recovery_due": _recovery_due,
    "recovery_slipped": _recovery_slipped,
    "cover_set": _cover_set,
    "owner_replaced": _owner_replaced,
    "sponsor_asked": _sponsor_asked,
    "second_eyes_asked": _second_eyes,
    "words_approved": _second_eyes,
    "change_wanted": _second_eyes,
    "second_eyes_unanswered": _second_eyes,
    "sponsor_spoke": _told,
    "update_posted": _told,
    "customer_acknowledged": _told,
}
