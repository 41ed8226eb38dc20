"""The form *Resolve*: what fixed it, and whether the customer knows. Row M8a."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Option, radio, text
from handlers.modals.tell_customer import about_telling, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from services.look_up import FormStart
from services.refusal import Refused, refuse_all
from services.resolve import Resolve

VERB = "resolve"
TOLD, NOT_YET = "told", "not_yet"


def build(start: FormStart, now: datetime) -> View:
    """What the customer was told is needed only where they know: nobody says so by leaving it as it is."""
    words = form(VERB)
    answers = [Option(key, words["customer_told"]["options"][key]) for key in (TOLD, NOT_YET)]
    blocks = [
        text(words, "summary", multiline=True),
        radio(words, "customer_told", answers, chosen=TOLD),
        *fields_of_telling(words, start, now, optional=True),
    ]
    return modal(VERB, words, blocks, about=about_telling(start, now))


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Resolve:
    """What the form says. Raises RefusedFields where the customer is said to know, and not how or what."""
    told = None
    if typed.get("customer_told") != NOT_YET:
        needed = ("words", "channel", "recipients")
        refuse_all([Refused(f"{name}_missing", field=name) for name in needed if not typed.get(name)])
        told = told_of(typed, about)
    return Resolve(request_key, about["escalation_id"], by, typed.get("summary") or "", told)
