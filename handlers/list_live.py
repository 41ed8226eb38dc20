"""What is open: `/escalate list` with its filters, and `/escalate mine`. Row X1."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.payload import Command
from handlers.typed_words import person_in, plain_words
from message_templates import render
from policy.schema import Policy
from services.look_up import Filters, list_live

OVERDUE = "overdue"


def from_command(desk: Desk, command: Command, said: str) -> dict[str, Any]:
    """`said` is what follows the word list: a severity, a person, *overdue*, a customer, in any order."""
    return _answer(desk, command, filters_of(said, desk.office.rulebook.current.policy))


def mine(desk: Desk, command: Command) -> dict[str, Any]:
    """What the person who asks is DRI of."""
    return _answer(desk, command, Filters(dri=command.user))


def filters_of(said: str, policy: Policy) -> Filters:
    """A word that is no severity, no mention and not *overdue* belongs to the customer's name."""
    levels = {
        name.casefold(): key for key, row in policy.severity.items() for name in (key, row.label, row.name)
    }
    severity = dri = None
    overdue = False
    customer: list[str] = []
    for word in said.split():
        if word.casefold() in levels:
            severity = levels[word.casefold()]
        elif (person := person_in(word)) is not None:
            dri = person
        elif word.casefold() == OVERDUE:
            overdue = True
        else:
            customer.append(plain_words(word))
    return Filters(dri, severity, " ".join(customer) or None, overdue)


def _answer(desk: Desk, command: Command, filters: Filters) -> dict[str, Any]:
    found = list_live(desk.office, filters, by=command.user, now=desk.clock())
    shown = render("list", {**found, "mine": filters.dri == command.user})
    return privately(shown.text, shown.blocks)
