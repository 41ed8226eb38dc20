"""A form as somebody left it some time ago: what they typed stands in it, and the moments are those of now. Row Y6."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.drafted import OFFERED, SUBJECT, with_draft
from handlers.modals.fields import Block
from handlers.modals.flagged import ANYWAY, WORDS
from handlers.modals.view import View, field_of, notice_block
from message_templates.drafts import DraftWords
from services.record import unix

NEXT = "next_update_at"


def refilled(
    view: View, kept: Mapping[str, Any], now: datetime, *, notice: str, seen_deadline: int | None
) -> View:
    """`view` is the form as it would open now, `kept` what was kept of it. A next time that has passed is left out."""
    typed = {name: value for name, value in kept["typed"].items() if name != NEXT or value > unix(now)}
    if typed.get(SUBJECT) and view["callback_id"] in OFFERED:
        kind = OFFERED[view["callback_id"]][0]
        view = with_draft(view, kind, DraftWords(typed[SUBJECT], typed.get(WORDS) or ""))
    blocks = [
        _filled(block, typed[field_of(block["block_id"])])
        if block["type"] == "input" and field_of(block["block_id"]) in typed
        else block
        for block in view["blocks"]
    ]
    about = json.loads(view["private_metadata"])
    if "seen_deadline" in about:
        about["seen_deadline"] = seen_deadline
    if kept.get("flagged"):
        about |= {"flagged": kept["flagged"], ANYWAY: kept["anyway"]}
    return {
        **view,
        "blocks": [notice_block(notice), *blocks],
        "private_metadata": json.dumps(about, separators=(",", ":")),
    }


def _filled(block: Block, value: Any) -> Block:
    element = dict(block["element"])
    match element["type"]:
        case "static_select" | "radio_buttons":
            groups = element.get("option_groups", [element])
            rows = [row for group in groups for row in group["options"] if row["value"] == value]
            if rows:
                element["initial_option"] = rows[0]
        case "datetimepicker":
            element["initial_date_time"] = value
        case "datepicker":
            element["initial_date"] = value
        case "plain_text_input" | "url_text_input":
            element["initial_value"] = value
    return {**block, "element": element}
