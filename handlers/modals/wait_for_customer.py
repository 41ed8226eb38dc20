"""The form *Wait for the customer*: for what, and until when at most. Row Y8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import moment, note, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.markup import when
from services.lookups.waiting import WaitStart
from services.record import unix
from services.wait_for_customer import WaitForCustomer

VERB = "wait_for_customer"


def build(start: WaitStart) -> View:
    """As long as may be, unless they say otherwise."""
    words = form(VERB)
    lines = [words["meanwhile"]]
    if start.promised is not None:
        lines.append(words["promised"].format(moment=when(unix(start.promised))))
    blocks = [
        text(words, "reason", multiline=True, longest=500),
        moment(words, "until", chosen=start.latest, optional=True),
        note("meanwhile", *lines),
    ]
    about = {"escalation_id": start.escalation_id, "until": unix(start.latest)}
    return modal(VERB, words, blocks, about=about)


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> WaitForCustomer:
    """What the form says. Left as it was: as long as may be."""
    until = moment_typed(typed.get("until"), about["until"])
    as_shown = until is not None and unix(until) == about["until"]
    reason = typed.get("reason") or ""
    return WaitForCustomer(request_key, about["escalation_id"], by, reason, None if as_shown else until)
