"""The form *Post update*: what the customer was told, and when they hear next. Rows D4, Y1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.tell_customer import about_telling, fields_of_next, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from services.look_up import FormStart
from services.post_update import PostUpdate

VERB = "post_update"


def build(start: FormStart, now: datetime, notice: str | None = None) -> View:
    """Prefilled from the last time. Once it is resolved, no next update is asked for."""
    words = form(VERB)
    blocks = fields_of_telling(words, start, now)
    if start.live:
        blocks += fields_of_next(words, start)
    return modal(VERB, words, blocks, about=about_telling(start, now), notice=notice)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> PostUpdate:
    """What the form says."""
    return PostUpdate(
        request_key, about["escalation_id"], by, told_of(typed, about), seen_deadline=about["seen_deadline"]
    )
