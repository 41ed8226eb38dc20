"""The form *Customer confirmed*: who says that it is solved, and when. Row P3d."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import moment, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.confirm_resolution import ConfirmResolution
from services.lookups.endings import EndStart
from services.record import unix

VERB = "confirm_resolution"


def build(start: EndStart, now: datetime) -> View:
    """Prefilled with whom we spoke to last, and now."""
    words = form(VERB)
    blocks = [
        text(words, "confirmed_by", filled=start.recipients, longest=300),
        moment(words, "confirmed_at", chosen=now, optional=True),
    ]
    about = {"escalation_id": start.escalation_id, "confirmed_at": unix(now)}
    return modal(VERB, words, blocks, about=about)


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> ConfirmResolution:
    """What the form says."""
    at = moment_typed(typed.get("confirmed_at"), about["confirmed_at"])
    return ConfirmResolution(request_key, about["escalation_id"], by, typed.get("confirmed_by") or "", at)
