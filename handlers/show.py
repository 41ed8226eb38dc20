"""Showing one escalation whole: `/escalate show ESC-7`, or the button *Show* in a window of its own."""

from __future__ import annotations

import re
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.modals import show as show_view
from handlers.payload import Command, Press
from message_templates import render
from services.lookups.escalations import show

REFERENCE = re.compile(r"(?:esc-?)?(\d{1,9})", re.IGNORECASE)


def from_command(desk: Desk, command: Command, reference: re.Match[str]) -> dict[str, Any]:
    """Raises Refused where there is no such escalation."""
    shown = render("show", show(desk.office, int(reference[1]), by=command.user, now=desk.clock()))
    return privately(shown.text, shown.blocks)


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where there is no such escalation; SlackError."""
    context = show(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, show_view.build(context))
