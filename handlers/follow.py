"""*Follow*, from the card's menu or as `/escalate follow ESC-7`."""

from __future__ import annotations

import re
from typing import Any

from handlers.answers import privately, tell
from handlers.desk import Desk
from handlers.payload import Command, Press
from message_templates import sentence
from services.follow import follow


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where they follow it already."""
    ref = follow(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    tell(desk, press, sentence("follows_now", ref=ref))


def from_command(desk: Desk, command: Command, reference: re.Match[str]) -> dict[str, Any]:
    """Raises Refused where there is no such escalation, or they follow it already."""
    ref = follow(desk.office, int(reference[1]), by=command.user, now=desk.clock())
    return privately(sentence("follows_now", ref=ref))
