"""Take back what was just done: everything is as it was, and whoever heard of it hears that. Row X7.

1. Refuse where the time is over, somebody else has changed something since, or it is not theirs to take back.
2. The escalation, its promises and who was called in are as they were; what was promised or asked anew is not.
3. What has not left is taken back in silence; what has left is put right by one calm sentence in its thread.
"""

from __future__ import annotations

from datetime import datetime

from models.deadline import Deadline, Outcome, Told
from models.outbox import Audience, MessageState, OutboxMessage, Priority
from models.queries import resolutions, undoables
from models.timeline import Event
from models.undoable import Undoable, put_back
from services import promises
from services.change import Change, changing
from services.office import Office
from services.outbox import drop_all_unsent, say, send_after_all, show_all_anew
from services.record import unix
from services.refusal import Refused

STAYS = frozenset({"named"})
"""Columns that are not put back: whoever was let in has read it."""


def undo(office: Office, escalation_id: int, undoable_id: int, *, by: str, now: datetime) -> None:
    """Raises Refused, with nothing changed."""
    with changing(office, escalation_id, "undo", by=by, now=now) as change:
        offer = change.session.get(Undoable, undoable_id)
        if offer is None or offer.escalation_id != escalation_id:
            raise Refused("undo_over", ref=change.escalation.ref)
        _check(change, offer)
        trace = offer.trace
        put_back(change.escalation, {key: was for key, was in trace["columns"].items() if key not in STAYS})
        _put_back_promises(change, trace["deadlines"], trace["made"])
        _put_back_told(change, trace["told"], trace["stood_down"])
        resolution = resolutions.made_at(change.session, escalation_id, offer.done_at)
        if resolution is not None:
            resolution.undone_at = now
        offer.undone_at, offer.undone_by, offer.trace = now, by, {}
        change.note(Event.UNDONE, verb=offer.verb)
        _put_right(change, offer, trace["said"], trace["dropped"])


def _check(change: Change, offer: Undoable) -> None:
    ref = change.escalation.ref
    if offer.undone_at is not None:
        raise Refused("undone_already", ref=ref, by=offer.undone_by, at=unix(offer.undone_at))
    if change.now >= offer.until:
        raise Refused("undo_over", ref=ref)
    if undoables.changed_since(change.session, offer):
        raise Refused("undo_overtaken", ref=ref)
    if change.by not in (offer.by, change.escalation.dri):
        raise Refused("undo_not_theirs", ref=ref, by=offer.by, dri=change.escalation.dri)


def _put_back_promises(change: Change, as_they_were: dict[str, dict[str, object]], made: list[int]) -> None:
    """A ladder goes on where it was: steps that came meanwhile come at the next tick."""
    session, now = change.session, change.now
    for key in made:
        row = session.get_one(Deadline, key)
        if row.settled_at is None:
            promises.settle(session, row, by=change.by, now=now, outcome=Outcome.STOOD_DOWN)
    rows = {int(key): session.get_one(Deadline, int(key)) for key in as_they_were}
    for key, row in rows.items():
        put_back(row, as_they_were[str(key)])
    session.flush()
    promises.quiet_nudges(session, [row.nudge_message_id for row in rows.values() if row.nudge_message_id])
    show_all_anew(session, [row.ask_message_id for row in rows.values() if row.ask_message_id])


def _put_back_told(change: Change, told: list[int], stood_down: list[int]) -> None:
    for key in told:
        change.session.get_one(Told, key).stood_down = True
    for key in stood_down:
        change.session.get_one(Told, key).stood_down = False
    change.session.flush()


def _put_right(change: Change, offer: Undoable, said: list[int], dropped: list[int]) -> None:
    """A channel of its own that it moved into is kept: people were invited, and going down keeps it as well."""
    session, escalation = change.session, change.escalation
    said = [key for key in said if key not in (escalation.card_id, escalation.line_id)]
    never_left = drop_all_unsent(session, said)
    send_after_all(session, dropped)
    show_all_anew(session, [*said, *_of(escalation.dri_message_id)])
    for key in said:
        message = session.get_one(OutboxMessage, key)
        if key in never_left or message.state in (MessageState.DROPPED, MessageState.GIVEN_UP):
            continue
        if message.audience is Audience.CUSTOMER:
            continue  # what a customer has read stays said
        person = (message.context or {}).get("person")
        if message.key.startswith("call:"):
            _say(change, offer, message, message.id, "stood_down", person)
        elif message.template == "stood_down":
            _say(change, offer, message, message.thread_of, "still_needed", person)
        elif message.id == offer.message_id:
            _say(change, offer, message, message.thread_of, "undone", None)
        elif message.thread_of is None and not message.lane.startswith("dm:"):
            _say(change, offer, message, message.id, "undone", None)


def _of(message_id: int | None) -> list[int]:
    return [] if message_id is None else [message_id]


def _say(
    change: Change,
    offer: Undoable,
    about: OutboxMessage,
    thread_of: int | None,
    template: str,
    person: str | None,
) -> None:
    say(
        change.session,
        f"undone:{change.escalation.ref}:{offer.id}:{about.id}",
        lane=about.lane,
        thread_of=thread_of,
        template=template,
        now=change.now,
        escalation=change.escalation,
        context={"person": person, "why": "undone", "by": change.by, "verb": offer.verb},
        priority=Priority.NUDGE,
    )
