"""The morning digest, on and off: by a button in it and in the App Home, or as `/escalate digest off`."""

from __future__ import annotations

from typing import Any

from handlers.answers import privately, tell
from handlers.desk import Desk
from handlers.payload import Command, Press
from message_templates import sentence
from services.turn_digest import turn_digest


def pressed_on(desk: Desk, press: Press) -> None:
    """Raises Refused where it is on already."""
    turn_digest(desk.office, by=press.user, on=True)
    tell(desk, press, sentence("digest_is_on"))


def pressed_off(desk: Desk, press: Press) -> None:
    """Raises Refused where it is off already."""
    turn_digest(desk.office, by=press.user, on=False)
    tell(desk, press, sentence("digest_is_off"))


def from_command(desk: Desk, command: Command, *, on: bool) -> dict[str, Any]:
    """Raises Refused where it is so already."""
    turn_digest(desk.office, by=command.user, on=on)
    return privately(sentence("digest_is_on" if on else "digest_is_off"))
