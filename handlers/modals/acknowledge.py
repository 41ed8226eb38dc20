"""The form *Customer told*: the first word to the customer. Row M2c."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.tell_customer import about_telling, fields_of_next, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from services.acknowledge import Acknowledge
from services.lookups.escalations import FormStart

VERB = "acknowledge"


def build(start: FormStart, now: datetime) -> View:
    """Prefilled: told now, next update by the cadence."""
    words = form(VERB)
    blocks = [*fields_of_telling(words, start, now, verb=VERB), *fields_of_next(words, start)]
    return modal(VERB, words, blocks, about=about_telling(start, now))


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Acknowledge:
    """What the form says."""
    return Acknowledge(request_key, about["escalation_id"], by, told_of(typed, about))
