"""One escalation whole, in a window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.view import View, modal
from message_templates import form, render


def build(context: Mapping[str, Any]) -> View:
    """`context` is that of the message `show`. A window is for reading: its buttons stay in the messages."""
    blocks = [block for block in render("show", context).blocks if block["type"] != "actions"]
    return modal("show", form("show"), blocks, about={})
