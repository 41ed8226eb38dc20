"""A form that was refused: each sentence under its field, or at the top where it belongs to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.view import again_with, blocks_of_fields
from message_templates.safe import plain
from services.refusal import Refused


def refused(view: Mapping[str, Any], refusals: Sequence[Refused]) -> dict[str, Any]:
    """The answer to a submission. Slack shows either errors under fields or a form anew, never both."""
    blocks = blocks_of_fields(view)
    under = {blocks[row.field]: plain(row.sentence) for row in refusals if row.field in blocks}
    if len(under) == len(refusals):
        return {"response_action": "errors", "errors": under}
    sentence = "\n".join(row.sentence for row in refusals)
    return {"response_action": "update", "view": again_with(view, sentence)}
