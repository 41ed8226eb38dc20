"""The door for events. Whatever fails is raised: Slack comes again, and each event is carried out once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

from handlers.add_note import reacted
from handlers.customer import account_that_shares
from handlers.desk import Desk
from handlers.home import show_home
from handlers.open_escalation import words_of
from handlers.payload import Json
from handlers.people import ensure_person, is_colleague
from services.channels.left import left_channel
from services.channels.message_address import message_address
from services.know_channel import channel_changed, know_channel
from services.know_person import know_person, person_of_slack
from services.refusal import Refused
from services.see_to_absences import see_to_absences
from services.watching.messages import heed_message


def person_changed(desk: Desk, body: Json) -> None:
    """Somebody joined, left, became a guest or got another name."""
    person = person_of_slack(body["event"]["user"], body["team_id"], body.get("enterprise_id"))
    know_person(desk.office, person, desk.clock(), seen_at=time.time(), event_id=body["event_id"])
    if not is_colleague(person):
        see_to_absences(desk.office, desk.clock())


def person_left_channel(desk: Desk, body: Json) -> None:
    """Somebody left a channel or was removed from it; where it is their escalation's own, that matters."""
    event = body["event"]
    left_channel(desk.office, event["channel"], event["user"], event_id=body["event_id"], now=desk.clock())


def bot_joined_channel(desk: Desk, body: Json) -> None:
    """Somebody brought Heard into a channel: what it is called and who reads it is known from then on. Row X8."""
    event = body["event"]
    if event["user"] in [one.get("user_id") for one in body.get("authorizations") or ()]:
        asked_at = time.time()
        know_channel(desk.office, desk.slack.channel_info(event["channel"]), seen_at=asked_at)


def channel_shared(desk: Desk, body: Json) -> None:
    """Others read this channel from now on. Row X8."""
    event = body["event"]
    channel_changed(desk.office, event["channel"], event_id=body["event_id"], now=desk.clock(), shared=True)


def channel_unshared(desk: Desk, body: Json) -> None:
    """Some others read it no longer; whether any still do is for Slack to say."""
    event = body["event"]
    channel_changed(desk.office, event["channel"], event_id=body["event_id"], now=desk.clock())


def channel_archived(desk: Desk, body: Json) -> None:
    """Nothing can be said there any more; where an escalation lives in it, that goes on at home. Row X11."""
    event = body["event"]
    channel_changed(desk.office, event["channel"], event_id=body["event_id"], now=desk.clock(), archived=True)


def channel_id_changed(desk: Desk, body: Json) -> None:
    """A private channel gets another id when it begins to be shared. Row X8."""
    event = body["event"]
    channel_changed(
        desk.office, event["old_channel_id"], event_id=body["event_id"], now=desk.clock(), shared=True
    )


def message_written(desk: Desk, body: Json) -> None:
    """A customer wrote in a channel that is shared with them. What we write ourselves sets nothing off. Row M4."""
    event = body["event"]
    if event.get("bot_id") or event.get("subtype") not in SPOKEN or not event.get("user"):
        return
    account_id = account_that_shares(desk, event["channel"])
    if account_id is None or not _is_customer(desk, event["user"]):
        return
    address = message_address(desk.office, event["channel"], event["ts"], event.get("thread_ts"))
    heed_message(
        desk.office,
        account_id,
        words_of(event),
        address=address,
        event_id=body["event_id"],
        now=desk.clock(),
    )


def _is_customer(desk: Desk, user_id: str) -> bool:
    """Whether somebody is from outside: of another workspace, or a guest; not a bot."""
    try:
        person = ensure_person(desk, user_id)
    except Refused:  # Slack cannot say who it is: it comes again with the event
        return False
    return not person.is_bot and (person.guest or not person.internal)


EVENTS: Mapping[str, Callable[[Desk, Json], None]] = {
    "app_home_opened": show_home,
    "channel_archive": channel_archived,
    "channel_id_changed": channel_id_changed,
    "channel_shared": channel_shared,
    "channel_unshared": channel_unshared,
    "group_archive": channel_archived,
    "message": message_written,
    "member_joined_channel": bot_joined_channel,
    "member_left_channel": person_left_channel,
    "reaction_added": reacted,
    "team_join": person_changed,
    "user_change": person_changed,
}

SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of messages that somebody wrote; the others are edits, and what Slack writes itself."""

log = logging.getLogger(__name__)


def on_event(desk: Desk, body: Json) -> None:
    """Raises whatever its verb raises; an event that nobody waits for is acknowledged."""
    kind = body["event"]["type"]
    if kind in EVENTS:
        EVENTS[kind](desk, body)
    else:
        log.debug("nobody waits for the event %s", kind)
