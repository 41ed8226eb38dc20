"""The door for `/escalate`: its first word chooses, all else is what is wrong. Only who asked is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from handlers import (
    document,
    follow,
    give_heads_up,
    guide,
    help_text,
    list_live,
    list_recovery,
    open_escalation,
    setup,
    show,
    show_account,
    show_cause,
    turn_digest,
    unfollow,
    why,
)
from handlers.answers import privately
from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.payload import Command, Json
from handlers.people import keep_refusal, require_colleague
from handlers.typed_words import plain_words
from message_templates.markup import quote
from services.once_more import once_more_if_they_met
from services.refusal import Refused

Reply = dict[str, Any] | None
"""The body of the answer; None where a form opened instead."""

ALONE: dict[str, Callable[[Desk, Command], Reply]] = {
    "digest off": lambda desk, command: turn_digest.from_command(desk, command, on=False),
    "digest on": lambda desk, command: turn_digest.from_command(desk, command, on=True),
    "guide": guide.from_command,
    "heads-up": give_heads_up.from_command,
    "help": help_text.from_command,
    "mine": list_live.mine,
    "recovery": list_recovery.from_command,
    "setup": setup.from_command,
    "test": lambda desk, command: open_escalation.from_command(desk, command, drill=True),
}
"""Words that choose only when nothing follows: "help, Acme is down" is an escalation."""

ABOUT_ONE: dict[str, Callable[[Desk, Command, re.Match[str]], Reply]] = {
    "follow": follow.from_command,
    "guide": guide.from_command,
    "show": show.from_command,
    "unfollow": unfollow.from_command,
    "why": why.from_command,
}
"""Words that choose only when a reference follows, and nothing else."""


def on_command(desk: Desk, body: Json) -> Reply:
    """Answer a command. Never raises: whoever typed it gets a sentence, and their words back."""
    command = Command.of(body)
    try:
        require_colleague(desk, command.user)
        return once_more_if_they_met(lambda: _chosen(desk, command))
    except Refused as refused:
        keep_refusal(desk, refused, 0, by=command.user, verb=command.text.partition(" ")[0].lower())
        return privately(refused.sentence)
    except Exception:  # the outermost door: Slack would show "dispatch_failed" and lose what was typed
        return privately(unforeseen("command", command.name) + _typed(command))


def _chosen(desk: Desk, command: Command) -> Reply:
    first, _, rest = command.text.partition(" ")
    first, rest = first.lower(), rest.strip()
    said = " ".join(command.text.lower().split())
    if said in ALONE:
        return ALONE[said](desk, command)
    if first == "list":
        return list_live.from_command(desk, command, rest)
    if first == "account" and (found := show_account.called(desk, rest)) is not None:
        return show_account.from_command(desk, command, found)
    if first == "cause" and (answer := show_cause.from_command(desk, command, rest)) is not None:
        return answer
    if first == "document" and (asked := document.ASKED.fullmatch(rest)):
        return document.from_command(desk, command, asked)
    if first in ABOUT_ONE and (reference := show.REFERENCE.fullmatch(rest)):
        return ABOUT_ONE[first](desk, command, reference)
    if first == "recovery" and rest.casefold() == list_recovery.EVERYBODY:
        return list_recovery.from_command(desk, command, rest)
    return open_escalation.from_command(desk, command)


def _typed(command: Command) -> str:
    return "\n" + quote(plain_words(f"{command.name} {command.text}")) if command.text else ""
