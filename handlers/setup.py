"""`/escalate setup`: which names of policy and team are there, and what to do about the others. Row X20."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from message_templates import render
from services.upkeep.check_setup import check_setup


def from_command(desk: Desk, _command: Command) -> dict[str, Any]:
    """As Slack was last seen to have it."""
    checks = [asdict(check) for check in check_setup(desk.office)]
    shown = render("setup", {"checks": checks})
    return privately(shown.text, shown.blocks)
