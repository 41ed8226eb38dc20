"""The App Home: what the person who opens it is DRI of, and a button to raise an escalation."""

from __future__ import annotations

import logging

from handlers.desk import Desk
from handlers.payload import Json
from handlers.people import require_colleague
from message_templates import render
from services.look_up import Filters, list_live
from services.refusal import Refused
from services.slack_port import Block, Refusal, SlackError

log = logging.getLogger(__name__)


def show_home(desk: Desk, body: Json) -> None:
    """Publish it. Raises SlackError where trying again may help."""
    event = body["event"]
    if event.get("tab", "home") != "home":
        return
    user = event["user"]
    try:
        desk.slack.views_publish(user, {"type": "home", "blocks": blocks_for(desk, user)})
    except SlackError as error:
        if error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
            raise
        log.warning("the App Home was not shown: %s", error)


def blocks_for(desk: Desk, user: str) -> list[Block]:
    """A guest or somebody from outside reads why there is nothing. Row X8."""
    try:
        require_colleague(desk, user)
        found = list_live(desk.office, Filters(dri=user), by=user, now=desk.clock())
        return list(render("home", {**found, "user": user}).blocks)
    except Refused as refused:
        return [{"type": "section", "text": {"type": "mrkdwn", "text": refused.sentence}}]
