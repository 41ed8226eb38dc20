"""`/escalate recovery`: which of my customers are in recovery, and what comes next; with *all* everybody's. Row M9."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from message_templates import render
from services.list_recovery import list_recovery

EVERYBODY = "all"


def from_command(desk: Desk, command: Command, said: str = "") -> dict[str, Any]:
    """`said` is what follows the word: nothing, or *all*."""
    everybody = said.casefold() == EVERYBODY
    found = list_recovery(desk.office, by=command.user, everybody=everybody, now=desk.clock())
    shown = render("recovery", {**found, "command": command.name})
    return privately(shown.text, shown.blocks)
