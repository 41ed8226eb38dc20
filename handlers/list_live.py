"""What is open: `/escalate list` with its filters, and `/escalate mine`; a page at a time. Row X1."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from handlers.answers import privately, show_instead
from handlers.desk import Desk
from handlers.payload import Command, Press
from handlers.typed_words import person_in, plain_words
from message_templates import render
from message_templates.markup import cut
from policy.schema import Policy
from services.lookups.escalations import Filters, list_live

OVERDUE, WAITING = "overdue", "waiting"
LONGEST_NAME = 200
"""Characters of a customer's name by which a list is narrowed: a button carries it from page to page."""


def from_command(desk: Desk, command: Command, said: str) -> dict[str, Any]:
    """`said` is what follows the word list: a severity, a person, *overdue*, *waiting*, a customer, in any order."""
    return _answer(desk, command.user, filters_of(said, desk.office.rulebook.current.policy))


def mine(desk: Desk, command: Command) -> dict[str, Any]:
    """What the person who asks is DRI of or stands in for."""
    return _answer(desk, command.user, Filters(mine=True))


def turned(desk: Desk, press: Press) -> None:
    """Earlier or later: the same list, another page of it, in the same place. Raises SlackError."""
    show_instead(desk, press, _answer(desk, press.user, Filters(**json.loads(press.value))))


def filters_of(said: str, policy: Policy) -> Filters:
    """A word that is no severity, no mention, not *overdue* and not *waiting* belongs to the customer's name."""
    levels = {
        name.casefold(): key for key, row in policy.severity.items() for name in (key, row.label, row.name)
    }
    severity = dri = None
    overdue = waiting = False
    customer: list[str] = []
    for word in said.split():
        if word.casefold() in levels:
            severity = levels[word.casefold()]
        elif (person := person_in(word)) is not None:
            dri = person
        elif word.casefold() == OVERDUE:
            overdue = True
        elif word.casefold() == WAITING:
            waiting = True
        else:
            customer.append(plain_words(word))
    return Filters(dri, severity, cut(" ".join(customer), LONGEST_NAME) or None, overdue, waiting)


def _answer(desk: Desk, user: str, filters: Filters) -> dict[str, Any]:
    found = list_live(desk.office, filters, by=user, now=desk.clock())
    pages = {
        "earlier": _value(replace(filters, skip=found["earlier"])) if found["earlier"] is not None else None,
        "later": _value(replace(filters, skip=found["later"])) if found["later"] is not None else None,
    }
    shown = render("list", {**found, **pages, "mine": filters.mine})
    return privately(shown.text, shown.blocks)


def _value(filters: Filters) -> str:
    """What a button carries: only what differs from a list of everything."""
    plain = asdict(Filters())
    told = {key: value for key, value in asdict(filters).items() if value != plain[key]}
    return json.dumps(told, separators=(",", ":"))
