"""The door for shortcuts: the one from anywhere, and those on a message."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from handlers import add_note, open_escalation
from handlers.answers import tell
from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.payload import Json, Shortcut
from message_templates import sentence
from services.refusal import Refused
from services.slack_port import SlackError

log = logging.getLogger(__name__)


SHORTCUTS: Mapping[str, Callable[[Desk, Shortcut], None]] = {
    "add_note": add_note.from_shortcut,
    "escalate_message": open_escalation.from_shortcut,
    "open_escalation": open_escalation.from_shortcut,
}


def on_shortcut(desk: Desk, body: Json) -> None:
    """Open the form. Never raises: whoever asked gets a sentence."""
    shortcut = Shortcut.of(body)
    try:
        SHORTCUTS[shortcut.callback_id](desk, shortcut)
    except Refused as refused:
        tell(desk, shortcut, refused.sentence)
    except SlackError as error:
        log.warning("the form of %s did not open: %s", shortcut.callback_id, error)
        tell(desk, shortcut, sentence("form_not_opened"))
    except Exception:  # the outermost door: Slack would only say that it did not work
        tell(desk, shortcut, unforeseen("press", shortcut.callback_id))
