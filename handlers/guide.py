"""`/escalate guide`: how to speak with a customer when it is hard; with a reference, what fits. Rows M5, P7."""

from __future__ import annotations

import re
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from message_templates import render
from services.lookups.guide import guide


def from_command(desk: Desk, command: Command, reference: re.Match[str] | None = None) -> dict[str, Any]:
    """Raises Refused where there is no such escalation."""
    about = int(reference[1]) if reference else None
    context = {**guide(desk.office, about, by=command.user), "command": command.name}
    shown = render("guide", context)
    return privately(shown.text, shown.blocks)
