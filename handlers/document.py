"""`/escalate document ESC-7`: the tracking document as of now, or another; for whoever asked alone. Row M8."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.modals.view import notice_block
from handlers.payload import Command
from message_templates import sentence
from message_templates.documents_in_slack import document_blocks
from services.lookups.documents import canvas_of, document_for

ASKED = re.compile(
    r"(?:esc-?)?(\d{1,9})(?:\s+(tracking|close-?out|brief|hand-?over|post-?mortem))?", re.IGNORECASE
)
TRACKING = "tracking"
KIND_OF: Mapping[str, str] = {
    "tracking": "tracking",
    "closeout": "close_out",
    "brief": "executive_brief",
    "handover": "hand_over_brief",
    "postmortem": "post_mortem",
}


def from_command(desk: Desk, command: Command, asked: re.Match[str]) -> dict[str, Any]:
    """Raises Refused where there is no such escalation, and where its close-out has not been written."""
    kind = KIND_OF[(asked[2] or "tracking").lower().replace("-", "")]
    made = document_for(desk.office, int(asked[1]), kind, by=command.user, now=desk.clock())
    canvas = canvas_of(desk.office, int(asked[1])) if kind == TRACKING else None
    goes_on = sentence("document_goes_on", ref=f"ESC-{asked[1]}", kind=kind)
    blocks = document_blocks(made, goes_on)
    if canvas is not None:
        blocks[1:1] = [notice_block(sentence("document_as_canvas", url=canvas))]
    return privately(made.title, blocks)
