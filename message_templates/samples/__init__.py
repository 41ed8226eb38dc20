"""What words are tried with before anybody uses them, previewed with, and tested with: one source for all three."""

from message_templates.samples.messages import TYPICAL, of_message
from message_templates.samples.things import (
    ACCOUNT,
    CALL,
    CARD,
    CASEY,
    EMIL,
    HOUR,
    MAYA,
    NAMES,
    NUDGE,
    RESOLVED,
    VERA,
    E,
    T,
)

__all__ = [
    "ACCOUNT",
    "CALL",
    "CARD",
    "CASEY",
    "EMIL",
    "HOUR",
    "MAYA",
    "NAMES",
    "NUDGE",
    "RESOLVED",
    "TYPICAL",
    "VERA",
    "E",
    "T",
    "of_message",
]
