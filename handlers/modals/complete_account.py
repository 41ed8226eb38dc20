"""The form *Complete it*: what somebody knows of a customer who is new here. Row X2."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.modals.fields import day, note, person, text
from handlers.modals.triage import money_typed
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.safe import escape, one_line
from services.complete_account import CompleteAccount
from services.lookups.accounts import ToComplete

VERB = "complete_account"


def build(start: ToComplete, *, by: str) -> View:
    """Only the domain is needed: by it everything else finds its way."""
    words = form(VERB)
    blocks = [
        note("why", words["why"].format(customer=escape(one_line(start.name)))),
        text(words, "domain", filled=start.domain, longest=255),
        text(words, "segment", optional=True, longest=80),
        text(words, "arr", optional=True, longest=20),
        day(words, "renewal_on", optional=True),
        person(words, "looked_after_by", chosen=by, optional=True),
        text(words, "timezone", optional=True, longest=80),
        text(words, "slack_channel", optional=True, longest=80),
    ]
    return modal(VERB, words, blocks, about={"account_id": start.account_id})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> CompleteAccount:
    """What the form says. Raises RefusedFields for an ARR that is no number."""
    renewal = typed.get("renewal_on")
    return CompleteAccount(
        request_key=request_key,
        account_id=about["account_id"],
        by=by,
        domain=(typed.get("domain") or "").strip(),
        segment=typed.get("segment"),
        arr=money_typed(typed.get("arr")),
        renewal_on=date.fromisoformat(renewal) if renewal else None,
        looked_after_by=typed.get("looked_after_by"),
        timezone=typed.get("timezone"),
        slack_channel=typed.get("slack_channel"),
    )
