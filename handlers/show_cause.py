"""`/escalate cause NAME`: what is open because of one cause. Row Y5."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from handlers.typed_words import plain_words
from message_templates import render
from services.lookups.show_cause import show_cause


def from_command(desk: Desk, command: Command, words: str) -> dict[str, Any] | None:
    """None where these words name no cause: then they are what is wrong. Raises Refused for outsiders."""
    found = show_cause(desk.office, plain_words(words), by=command.user, now=desk.clock())
    if found is None:
        return None
    shown = render("cause", found)
    return privately(shown.text, shown.blocks)
