"""What stands in place of the intake form once it was sent: the reference, who was told, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.view import View, modal
from message_templates import form, render


def build(context: Mapping[str, Any]) -> View:
    """`context` is that of the message `opened`."""
    return modal("opened", form("opened"), render("opened", context).blocks, about={})
