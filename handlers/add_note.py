"""Adding a note: from the card's menu, by a shortcut on a message, by a reaction on one. Row X12."""

from __future__ import annotations

import logging

from handlers.desk import Desk
from handlers.modals.add_note import build, build_from_message, parse
from handlers.modals.view import typed_in
from handlers.open_escalation import words_of
from handlers.payload import Form, Json, Press, Shortcut
from handlers.people import keep_refusal, require_colleague
from services.add_note import AddNote, FromMessage, add_note
from services.channels.message_address import message_address
from services.lookups.escalations import form_start
from services.lookups.places import belongs_to, is_ours, may_hold, offered_for
from services.refusal import Refused, RefusedFields
from services.slack_port import MessageSeen, Refusal, SlackError
from services.tell_unread import tell_unread

log = logging.getLogger(__name__)


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused; SlackError."""
    start = form_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start.escalation_id))


def from_shortcut(desk: Desk, shortcut: Shortcut) -> None:
    """Open the form with a message's words. Raises Refused where nothing is open; SlackError."""
    require_colleague(desk, shortcut.user)
    message, channel = shortcut.message or {}, shortcut.channel or ""
    thread_ts = message.get("thread_ts")
    offered = offered_for(desk.office, channel, thread_ts, by=shortcut.user)
    if not offered.choices:
        raise Refused("nothing_open_for_note")
    address = message_address(desk.office, channel, message["ts"], thread_ts)
    taken = FromMessage(channel, message["ts"], message.get("user"), address)
    desk.slack.views_open(shortcut.trigger_id, build_from_message(offered, words_of(message), taken))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    add_note(desk.office, command, desk.clock())


def reacted(desk: Desk, body: Json) -> None:
    """The policy's reaction on a message in an escalation's thread keeps it as a note. Raises SlackError for what may
    work when Slack comes again; whoever reacted is told where it never will."""
    event = body["event"]
    notes, item = desk.office.rulebook.current.policy.notes, event["item"]
    name = event["reaction"].partition("::")[0]
    if notes is None or name != notes.reaction or item.get("type") != "message":
        return
    if not may_hold(desk.office, item["channel"]):
        return
    try:
        require_colleague(desk, event["user"])
        message = desk.slack.read_message(item["channel"], item["ts"])
    except Refused as refused:
        log.info("a reaction kept nothing: %s", refused)
        return
    except SlackError as error:
        if error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
            raise
        log.warning("a message that somebody reacted to could not be read: %s", error)
        tell_unread(
            desk.office, item["channel"], by=event["user"], event_id=body["event_id"], now=desk.clock()
        )
        return
    _keep(desk, item["channel"], message, event["user"], body["event_id"])


def _keep(desk: Desk, channel: str, message: MessageSeen | None, by: str, event_id: str) -> None:
    if message is None or is_ours(desk.office, message.user):
        return
    escalation_id = belongs_to(desk.office, channel, message.thread_ts)
    if escalation_id is None:
        return
    address = message_address(desk.office, channel, message.ts, message.thread_ts)
    taken = FromMessage(channel, message.ts, message.user, address)
    words = words_of({"text": message.text})
    command = AddNote(f"event:{event_id}", escalation_id, by, words, taken, in_its_thread=True)
    try:
        add_note(desk.office, command, desk.clock())
    except (Refused, RefusedFields) as refused:
        if isinstance(refused, Refused):
            keep_refusal(desk, refused, escalation_id, by=by, verb="add_note")
        log.info("a reaction kept nothing: %s", refused.__class__.__name__)
