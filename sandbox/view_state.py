"""What stands in the fields of a view: which fields there are, what is empty, what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.block_tree import elements_of

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]

VALUE_KEYS: dict[str, str] = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "file_input": "files",
}
"""The key under which each kind of element reports its value."""

INITIAL_KEYS: dict[str, str] = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
"""For each of those keys, the one that sets the value a view starts with."""

MANY = frozenset(
    {"selected_options", "selected_users", "selected_channels", "selected_conversations", "files"}
)


@dataclass(frozen=True)
class Field:
    """One field of a view. ``dispatches``: the app is told of each choice, not only of the whole form."""

    block: Json
    element: Json

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def key(self) -> str:
        """The key under which it reports its value."""
        return VALUE_KEYS[self.kind]

    @property
    def label(self) -> str:
        """What a person sees beside it."""
        block = self.block.get("label") or self.block.get("text") or self.element.get("placeholder") or {}
        return str(block.get("text", ""))

    @property
    def dispatches(self) -> bool:
        """Whether a choice is sent to the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    @property
    def is_required(self) -> bool:
        """Whether the form cannot be sent while it is empty."""
        return self.block["type"] == "input" and not self.block.get("optional", False)

    def empty(self) -> Json:
        """The state it starts with."""
        default: Any = [] if self.key in MANY else None
        initial = self.element.get(INITIAL_KEYS.get(self.key, ""), default)
        return {"type": self.kind, self.key: initial}


def fields_of(blocks: list[Json]) -> Iterator[Field]:
    """Every element that holds a value, in order."""
    for block, element in elements_of(blocks):
        if element.get("type") in VALUE_KEYS:
            yield Field(block, element)


def starting_values(blocks: list[Json], typed: Values | None = None) -> Values:
    """The state of a view that is shown; ``typed`` is kept where block id, action id and type stay."""
    values: Values = {}
    for field in fields_of(blocks):
        block_id, action_id = field.block["block_id"], field.element["action_id"]
        before = (typed or {}).get(block_id, {}).get(action_id)
        kept = before if before and before.get("type") == field.kind else field.empty()
        values.setdefault(block_id, {})[action_id] = kept
    return values


def taken_values(blocks: list[Json], values: Values, sent: Values) -> Values:
    """The state after a person sent theirs; what belongs to no field is left out."""
    taken = starting_values(blocks, values)
    for field in fields_of(blocks):
        block_id, action_id = field.block["block_id"], field.element["action_id"]
        given = sent.get(block_id, {}).get(action_id)
        if given is not None and field.key in given:
            value = given[field.key]
            if value == "" and field.key == "value":
                value = None
            taken[block_id][action_id] = {"type": field.kind, field.key: value}
    return taken


def complaints(blocks: list[Json], values: Values) -> dict[str, str]:
    """What Slack's own form says before it sends anything, by block id."""
    found: dict[str, str] = {}
    for field in fields_of(blocks):
        state = values.get(field.block["block_id"], {}).get(field.element["action_id"], {})
        complaint = _complaint(field, state.get(field.key))
        if complaint:
            found[field.block["block_id"]] = complaint
    return found


def _complaint(field: Field, value: Any) -> str:
    if value in (None, "", []):
        return "Please complete this required field." if field.is_required else ""
    element = field.element
    if field.kind == "plain_text_input":
        if len(value) > element.get("max_length", 3000):
            return f"This is longer than {element.get('max_length', 3000)} characters."
        if len(value) < element.get("min_length", 0):
            return f"This is shorter than {element['min_length']} characters."
    if field.kind == "number_input":
        return _number_complaint(element, str(value))
    if field.kind == "email_text_input" and ("@" not in value or " " in value):
        return "This is no e-mail address."
    if field.kind == "url_text_input" and not value.startswith(("http://", "https://")):
        return "This is no web address."
    most = element.get("max_selected_items")
    if field.key in MANY and most and len(value) > most:
        return f"No more than {most} can be chosen."
    return ""


def _number_complaint(element: Json, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return "This is no number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "This has to be a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"This has to be at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"This has to be at most {element['max_value']}."
    return ""
