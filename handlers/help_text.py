"""`/escalate help`: what can be asked of Heard."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from message_templates import render


def from_command(desk: Desk, command: Command) -> dict[str, Any]:
    """The same for everybody; an example names a severity of the policy in force."""
    policy = desk.office.rulebook.current.policy
    gravest = policy.severity[policy.severities()[0]].label
    shown = render("help", {"command": command.name, "severity": gravest})
    return privately(shown.text, shown.blocks)
