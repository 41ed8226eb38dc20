"""The fields of a form. Block and action are called by the field's name, under which its words are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from message_templates import limits
from message_templates.fit import fit
from message_templates.markup import cut

Block = dict[str, Any]
FormWords = Mapping[str, Any]
"""A form's words: title and buttons, and for each field a label, perhaps a hint and a placeholder."""

LONGEST_TEXT = 3000
"""Characters that Slack takes in one text field."""


@dataclass(frozen=True)
class Option:
    """One choice of a menu; `group` is the heading it stands under, `describes` small print below it."""

    key: str
    label: str
    group: str | None = None
    describes: str | None = None


def plain_text(text: str) -> dict[str, Any]:
    """A text that Slack shows as it is."""
    return {"type": "plain_text", "text": text, "emoji": True}


def _input(
    words: FormWords,
    name: str,
    element: Block,
    *,
    optional: bool,
    dispatch: bool = False,
    block_id: str | None = None,
) -> Block:
    said = words[name]
    element = {**element, "action_id": name}
    if said.get("placeholder"):
        element["placeholder"] = plain_text(said["placeholder"])
    block: Block = {
        "type": "input",
        "block_id": block_id or name,
        "label": plain_text(said["label"]),
        "element": element,
        "optional": optional,
    }
    if said.get("hint"):
        block["hint"] = plain_text(said["hint"])
    if dispatch:
        block["dispatch_action"] = True
    return block


def text(
    words: FormWords,
    name: str,
    *,
    filled: str | None = None,
    optional: bool = False,
    multiline: bool = False,
    longest: int = LONGEST_TEXT,
    block_id: str | None = None,
) -> Block:
    """A line of text, or several."""
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": longest}
    if filled:
        element["initial_value"] = cut(filled, longest)
    return _input(words, name, element, optional=optional, block_id=block_id)


def address(words: FormWords, name: str, *, filled: str | None = None) -> Block:
    """A web address, which may be left out."""
    element: Block = {"type": "url_text_input"}
    if filled:
        element["initial_value"] = filled
    return _input(words, name, element, optional=True)


def menu(
    words: FormWords,
    name: str,
    options: Sequence[Option],
    *,
    chosen: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
    block_id: str | None = None,
) -> Block:
    """One of several. With `dispatch` Heard is told at once of each change."""
    element: Block = {"type": "static_select"}
    groups = list(dict.fromkeys(option.group for option in options))
    if groups == [None]:
        element["options"] = rows(options)
    else:
        element["option_groups"] = [
            {"label": plain_text(group or ""), "options": rows(row for row in options if row.group == group)}
            for group in groups
        ]
    initial = next(iter(rows(option for option in options if option.key == chosen)), None)
    if initial:
        element["initial_option"] = initial
    return _input(words, name, element, optional=optional, dispatch=dispatch, block_id=block_id)


def search(
    words: FormWords,
    name: str,
    *,
    chosen: Option | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """One of many, looked for while somebody types: Slack asks for what matches."""
    element: Block = {"type": "external_select", "min_query_length": 1}
    if chosen is not None:
        element["initial_option"] = rows([chosen])[0]
    return _input(words, name, element, optional=optional, dispatch=dispatch)


def rows(options: Iterable[Option]) -> list[Block]:
    """Options as Slack takes them."""
    return [
        {"text": plain_text(option.label), "value": option.key}
        | ({"description": plain_text(cut(option.describes, 75))} if option.describes else {})
        for option in options
    ]


def radio(
    words: FormWords,
    name: str,
    options: Sequence[Option],
    *,
    chosen: str | None = None,
    dispatch: bool = False,
    block_id: str | None = None,
) -> Block:
    """One of two or three, all in sight. With `dispatch` Heard is told at once of each change."""
    element: Block = {"type": "radio_buttons", "options": rows(options)}
    initial = next((row for row in element["options"] if row["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial
    return _input(words, name, element, optional=False, dispatch=dispatch, block_id=block_id)


def person(
    words: FormWords,
    name: str,
    *,
    chosen: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
    block_id: str | None = None,
) -> Block:
    """One person."""
    element: Block = {"type": "users_select"}
    if chosen:
        element["initial_user"] = chosen
    return _input(words, name, element, optional=optional, dispatch=dispatch, block_id=block_id)


def people(words: FormWords, name: str, *, chosen: Sequence[str] = (), optional: bool = False) -> Block:
    """At least one person, where it is not optional."""
    element: Block = {"type": "multi_users_select"}
    if chosen:
        element["initial_users"] = list(chosen)
    return _input(words, name, element, optional=optional)


def moment(words: FormWords, name: str, *, chosen: datetime | None = None, optional: bool = False) -> Block:
    """A day and a time, in the reader's own zone."""
    element: Block = {"type": "datetimepicker"}
    if chosen is not None:
        element["initial_date_time"] = int(chosen.timestamp())
    return _input(words, name, element, optional=optional)


def day(words: FormWords, name: str, *, chosen: date | None = None, optional: bool = False) -> Block:
    """A day."""
    element: Block = {"type": "datepicker"}
    if chosen is not None:
        element["initial_date"] = chosen.isoformat()
    return _input(words, name, element, optional=optional)


def note(block_id: str, *lines: str) -> Block:
    """Small print between the fields, in Slack's markup."""
    return {
        "type": "context",
        "block_id": block_id,
        "elements": [{"type": "mrkdwn", "text": fit("\n".join(lines), limits.CONTEXT), "verbatim": True}],
    }
