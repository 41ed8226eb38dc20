"""Why an escalation is where it is: `/escalate why ESC-7`."""

from __future__ import annotations

import re
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from message_templates import render
from services.lookups.why import why


def from_command(desk: Desk, command: Command, reference: re.Match[str]) -> dict[str, Any]:
    """Raises Refused where there is no such escalation."""
    shown = render("why", why(desk.office, int(reference[1]), by=command.user, now=desk.clock()))
    return privately(shown.text, shown.blocks)
