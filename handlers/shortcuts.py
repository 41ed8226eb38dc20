"""The door for shortcuts: the one from anywhere, and the one on a message."""

from __future__ import annotations

import logging

from handlers import open_escalation
from handlers.answers import tell
from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.payload import Json, Shortcut
from message_templates import sentence
from services.refusal import Refused
from services.slack_port import SlackError

log = logging.getLogger(__name__)


def on_shortcut(desk: Desk, body: Json) -> None:
    """Open the form. Never raises: whoever asked gets a sentence."""
    shortcut = Shortcut.of(body)
    try:
        open_escalation.from_shortcut(desk, shortcut)
    except Refused as refused:
        tell(desk, shortcut, refused.sentence)
    except SlackError as error:
        log.warning("the intake form did not open: %s", error)
        tell(desk, shortcut, sentence("form_not_opened"))
    except Exception:  # the outermost door: Slack would only say that it did not work
        tell(desk, shortcut, unforeseen("press", shortcut.callback_id))
