"""The App Home: published when it is opened, turned to another page, or something is done on it. Row X18.

It is not kept true from afar: Slack shows it on opening, and that is when it is read anew.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from handlers.desk import Desk
from handlers.payload import Json, Press
from handlers.people import require_colleague
from message_templates import limits, render
from services.lookups.home import home
from services.refusal import Refused
from services.slack_port import Block, Refusal, SlackError

log = logging.getLogger(__name__)


def show_home(desk: Desk, body: Json) -> None:
    """Publish it. Raises SlackError where trying again may help."""
    event = body["event"]
    if event.get("tab", "home") != "home":
        return
    try:
        _publish(desk, event["user"])
    except SlackError as error:
        if error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
            raise
        log.warning("the App Home was not shown: %s", error)


def pressed(desk: Desk, press: Press) -> None:
    """Earlier, later, or look again. Raises SlackError."""
    name, _, page = press.value.partition(".")
    _publish(desk, press.user, {name: int(page)} if page.isdecimal() else None)


def show_again(desk: Desk, user: str) -> None:
    """After something was done on it. Best effort: it is read anew whenever it is opened."""
    try:
        _publish(desk, user)
    except SlackError as error:
        log.warning("the App Home was not shown anew: %s", error)


def _publish(desk: Desk, user: str, pages: Mapping[str, int] | None = None) -> None:
    desk.slack.views_publish(user, {"type": "home", "blocks": blocks_for(desk, user, pages)})


def blocks_for(desk: Desk, user: str, pages: Mapping[str, int] | None = None) -> list[Block]:
    """A guest or somebody from outside reads why there is nothing. Row X8."""
    try:
        require_colleague(desk, user)
        found = home(desk.office, by=user, now=desk.clock(), pages=pages)
        return list(render("home", found, most=limits.VIEW_BLOCKS).blocks)
    except Refused as refused:
        return [{"type": "section", "text": {"type": "mrkdwn", "text": refused.sentence}}]
