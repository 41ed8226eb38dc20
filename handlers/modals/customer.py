"""Whose escalation it is, in the intake form: an account of a list or looked for, or a name that is new. Row X2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, note, search, text
from message_templates import sentence
from message_templates.markup import cut
from services.lookups.accounts import Chosen, Listed, Offered

FIELD = "account"
SHORT = 150
LABEL = 75


def blocks_of_customer(
    words: FormWords, typed: Mapping[str, Any], offered: Offered, chosen: Chosen | None
) -> list[Block]:
    """Where no account is known, the name alone."""
    if not offered.any:
        return [text(words, "customer", filled=typed.get("customer"), longest=SHORT)]
    options = [option_of(row) for row in offered.listed]
    if offered.too_many:
        stands = Option(str(chosen.account_id), cut(chosen.name, LABEL)) if chosen else None
        choice = search(words, FIELD, chosen=stands, optional=True, dispatch=True)
    else:
        choice = menu(words, FIELD, options, chosen=typed.get(FIELD), optional=True, dispatch=True)
    other = text(
        {"customer": words["new_customer"]},
        "customer",
        filled=typed.get("customer"),
        longest=SHORT,
        optional=True,
    )
    return [choice, *([_facts(words, chosen)] if chosen else []), other]


def option_of(row: Listed) -> Option:
    """An account as a choice: its name and, where that is known, its domain."""
    return Option(str(row.account_id), cut(row.name, LABEL), describes=row.domain)


def _facts(words: FormWords, chosen: Chosen) -> Block:
    lines = [sentence("account_facts", account=chosen.facts), words["internal"]]
    return note("account_facts", *lines)
