"""A form as a whole: its frame, what was typed into it, and the same form again with a word at the top."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from handlers.modals.fields import Block, FormWords, plain_text
from message_templates import limits
from message_templates.fit import fit

View = dict[str, Any]

NOTICE = "notice"
"""The block at the top that says what went wrong."""

_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close")
_VALUE_OF = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "datepicker": "selected_date",
    "datetimepicker": "selected_date_time",
}
_INITIAL_OF = {
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "users_select": "initial_user",
    "multi_users_select": "initial_users",
    "datepicker": "initial_date",
    "datetimepicker": "initial_date_time",
}


def modal(
    verb: str,
    words: FormWords,
    blocks: Sequence[Block],
    *,
    about: Mapping[str, Any],
    notice: str | None = None,
) -> View:
    """The form of a verb. `about` is what it carries unseen."""
    view: View = {
        "type": "modal",
        "callback_id": verb,
        "title": plain_text(words["title"]),
        "close": plain_text(words["close"]),
        "blocks": [*([notice_block(notice)] if notice else []), *blocks],
        "private_metadata": json.dumps(dict(about), separators=(",", ":")),
    }
    if any(block["type"] == "input" for block in blocks):
        view["submit"] = plain_text(words["submit"])
    return view


def notice_block(sentence: str) -> Block:
    """A word at the top of a form."""
    return {
        "type": "section",
        "block_id": NOTICE,
        "text": {"type": "mrkdwn", "text": fit(f":warning: {sentence}", limits.SECTION), "verbatim": True},
    }


def field_of(block_id: str) -> str:
    """The field that a block is for: what follows a tilde only tells one showing of it from the next."""
    return block_id.split("~")[0]


def blocks_of_fields(view: Mapping[str, Any]) -> dict[str, str]:
    """Field → block id, for every field of a form."""
    return {
        field_of(block["block_id"]): block["block_id"] for block in view["blocks"] if block["type"] == "input"
    }


def typed_in(view: Mapping[str, Any]) -> dict[str, Any]:
    """Field → what stands in it: text, a key, user ids, unix seconds; None where it is empty."""
    found: dict[str, Any] = {}
    for block_id, elements in view["state"]["values"].items():
        for element in elements.values():
            found[field_of(block_id)] = _value(element)
    return found


def _value(element: Mapping[str, Any]) -> Any:
    value = element.get(_VALUE_OF.get(element["type"], "value"))
    if isinstance(value, Mapping):
        return value["value"]
    if isinstance(value, str):
        return value.strip() or None
    return value


def moment_typed(seconds: int | None, shown: int | None = None) -> datetime | None:
    """A picked moment. Pickers know whole minutes; one left at the minute it `shown` is that very second."""
    if seconds is None:
        return None
    if shown is not None and seconds // 60 == shown // 60:
        seconds = shown
    return datetime.fromtimestamp(seconds, UTC)


def again_with(view: Mapping[str, Any], sentence: str | None) -> View:
    """The form as it was sent, everything typed still in it, with a word at the top if there is one."""
    blocks = [copy.deepcopy(block) for block in view["blocks"] if block.get("block_id") != NOTICE]
    for block in blocks:
        if block["type"] == "input":
            _refill(block, view["state"]["values"].get(block["block_id"], {}))
    kept = {key: view[key] for key in _KEPT if view.get(key) is not None}
    return {**kept, "blocks": [*([notice_block(sentence)] if sentence else []), *blocks]}


def again_about(view: Mapping[str, Any], sentence: str, **about: Any) -> View:
    """As `again_with`, and it carries this as well from now on."""
    again = again_with(view, sentence)
    carried = {**json.loads(view.get("private_metadata") or "{}"), **about}
    return {**again, "private_metadata": json.dumps(carried, separators=(",", ":"))}


def _refill(block: Block, typed: Mapping[str, Any]) -> None:
    element = block["element"]
    kind = element["type"]
    initial = _INITIAL_OF.get(kind, "initial_value")
    value = typed.get(element["action_id"], {}).get(_VALUE_OF.get(kind, "value"))
    element.pop(initial, None)
    if value:
        element[initial] = value
