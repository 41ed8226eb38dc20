"""`/escalate account Acme`: one customer at a glance. Rows X2, Y5."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from handlers.typed_words import plain_words
from message_templates import render
from services.lookups.show_account import account_called, show_account


def called(desk: Desk, words: str) -> int | None:
    """The account that these words name; None where they name none: then they are what is wrong."""
    return account_called(desk.office, plain_words(words)) if words else None


def from_command(desk: Desk, command: Command, account_id: int) -> dict[str, Any]:
    """Raises Refused for outsiders."""
    shown = render("account", show_account(desk.office, account_id, by=command.user, now=desk.clock()))
    return privately(shown.text, shown.blocks)
