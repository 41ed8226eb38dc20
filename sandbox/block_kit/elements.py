"""Block elements: buttons, menus, pickers, inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.block_kit import limits
from sandbox.block_kit.inputs import (
    check_date,
    check_file_input,
    check_line_input,
    check_moment,
    check_number_input,
    check_plain_input,
    check_rich_text_input,
    check_time,
)
from sandbox.block_kit.look import Look
from sandbox.block_kit.objects import (
    ANY_TEXT,
    PLAIN,
    check_choices,
    check_confirm,
    check_filter,
    check_initial_options,
    check_options,
    check_placeholder,
    check_text,
)

_COMMON = ("type", "action_id")
_MENU = ("placeholder", "confirm", "focus_on_load")
_MANY = (*_MENU, "max_selected_items")


@dataclass(frozen=True)
class Kind:
    """A kind of element: its parts, the blocks it may stand in, the surfaces, and how its parts are checked."""

    parts: tuple[str, ...]
    holders: tuple[str, ...]
    check: Callable[[Look], None]
    surfaces: tuple[str, ...] = ("message", "modal", "home")


def check_element(look: Look, holder: str, surface: str) -> None:
    """An element, as it may stand in this kind of block on this surface."""
    if not look.is_object():
        return
    if not look.need("type"):
        return
    kind = KINDS.get(look.type)
    if kind is None or holder not in kind.holders:
        look.complain(f"unsupported type: {look.value['type']}", "type")
        return
    if surface not in kind.surfaces:
        look.complain(f"{look.type} is not supported in a {surface}", "type")
    look.is_object((*_COMMON, *kind.parts))
    look.string("action_id", limits.ID)
    look.flags("focus_on_load")
    check_placeholder(look)
    check_confirm(look)
    kind.check(look)


def _button(look: Look) -> None:
    check_text(look, "text", limits.BUTTON_TEXT, PLAIN)
    look.string("value", limits.BUTTON_VALUE)
    look.string("url", limits.URL)
    look.string("accessibility_label", limits.BUTTON_TEXT)
    look.one_of("style", ("primary", "danger"))


def _workflow_button(look: Look) -> None:
    check_text(look, "text", limits.BUTTON_TEXT, PLAIN)
    look.string("accessibility_label", limits.BUTTON_TEXT)
    look.one_of("style", ("primary", "danger"))
    look.need("workflow")


def _overflow(look: Look) -> None:
    check_options(look, limits.OVERFLOW_OPTIONS, urls=True)


def _choices(look: Look) -> None:
    check_options(look, limits.CHOICES, ANY_TEXT)
    check_initial_options(look, "initial_options" if look.type == "checkboxes" else "initial_option")


def _static(look: Look) -> None:
    check_choices(look)
    many = look.type.startswith("multi_")
    check_initial_options(look, "initial_options" if many else "initial_option")
    look.number("max_selected_items", 1)


def _external(look: Look) -> None:
    look.number("min_query_length", 0)
    look.number("max_selected_items", 1)


def _lookup(look: Look) -> None:
    check_filter(look)
    look.flags("default_to_current_conversation", "response_url_enabled")
    look.number("max_selected_items", 1)


def _image(look: Look) -> None:
    look.string("alt_text", limits.IMAGE_ALT, required=True)
    look.string("image_url", limits.IMAGE_URL)
    if look.has("image_url") == look.has("slack_file"):
        look.complain("exactly one of image_url and slack_file must be provided")


def _feedback(look: Look) -> None:
    for name in ("positive_button", "negative_button"):
        if look.need(name):
            button = look.part(name)
            check_text(button, "text", limits.BUTTON_TEXT, PLAIN)
            button.string("value", limits.BUTTON_VALUE, required=True)


def _icon_button(look: Look) -> None:
    look.need("icon")
    check_text(look, "text", limits.BUTTON_TEXT, PLAIN)
    look.string("value", limits.BUTTON_VALUE)


_EVERYWHERE = ("section", "actions", "input")
_FORM = ("input",)
_VIEWS = ("modal", "home")

KINDS: dict[str, Kind] = {
    "button": Kind(
        ("text", "url", "value", "style", "confirm", "accessibility_label"),
        ("section", "actions", "card"),
        _button,
    ),
    "workflow_button": Kind(
        ("text", "workflow", "style", "accessibility_label"), ("section", "actions"), _workflow_button
    ),
    "overflow": Kind(("options", "confirm"), ("section", "actions"), _overflow),
    "checkboxes": Kind(("options", "initial_options", "confirm", "focus_on_load"), _EVERYWHERE, _choices),
    "radio_buttons": Kind(("options", "initial_option", "confirm", "focus_on_load"), _EVERYWHERE, _choices),
    "static_select": Kind(("options", "option_groups", "initial_option", *_MENU), _EVERYWHERE, _static),
    "external_select": Kind(("initial_option", "min_query_length", *_MENU), _EVERYWHERE, _external),
    "users_select": Kind(("initial_user", *_MENU), _EVERYWHERE, _lookup),
    "channels_select": Kind(("initial_channel", "response_url_enabled", *_MENU), _EVERYWHERE, _lookup),
    "conversations_select": Kind(
        (
            "initial_conversation",
            "default_to_current_conversation",
            "response_url_enabled",
            "filter",
            *_MENU,
        ),
        _EVERYWHERE,
        _lookup,
    ),
    "multi_static_select": Kind(
        ("options", "option_groups", "initial_options", *_MANY), _EVERYWHERE, _static
    ),
    "multi_external_select": Kind(("initial_options", "min_query_length", *_MANY), _EVERYWHERE, _external),
    "multi_users_select": Kind(("initial_users", *_MANY), _EVERYWHERE, _lookup),
    "multi_channels_select": Kind(("initial_channels", *_MANY), _EVERYWHERE, _lookup),
    "multi_conversations_select": Kind(
        ("initial_conversations", "default_to_current_conversation", "filter", *_MANY), _EVERYWHERE, _lookup
    ),
    "datepicker": Kind(("initial_date", *_MENU), _EVERYWHERE, check_date),
    "timepicker": Kind(("initial_time", "timezone", *_MENU), _EVERYWHERE, check_time),
    "datetimepicker": Kind(
        ("initial_date_time", "confirm", "focus_on_load"), ("actions", "input"), check_moment
    ),
    "plain_text_input": Kind(
        (
            "initial_value",
            "multiline",
            "min_length",
            "max_length",
            "dispatch_action_config",
            "focus_on_load",
            "placeholder",
        ),
        _FORM,
        check_plain_input,
    ),
    "email_text_input": Kind(
        ("initial_value", "dispatch_action_config", "focus_on_load", "placeholder"),
        _FORM,
        check_line_input,
        _VIEWS,
    ),
    "url_text_input": Kind(
        ("initial_value", "dispatch_action_config", "focus_on_load", "placeholder"),
        _FORM,
        check_line_input,
        _VIEWS,
    ),
    "number_input": Kind(
        (
            "is_decimal_allowed",
            "initial_value",
            "min_value",
            "max_value",
            "dispatch_action_config",
            "focus_on_load",
            "placeholder",
        ),
        _FORM,
        check_number_input,
        _VIEWS,
    ),
    "file_input": Kind(("filetypes", "max_files"), _FORM, check_file_input, ("modal",)),
    "rich_text_input": Kind(
        (
            "initial_value",
            "dispatch_action_config",
            "focus_on_load",
            "placeholder",
            "min_lines",
            "max_lines",
        ),
        _FORM,
        check_rich_text_input,
    ),
    "image": Kind(("image_url", "slack_file", "alt_text"), ("section", "context", "card"), _image),
    "feedback_buttons": Kind(
        ("positive_button", "negative_button"), ("context_actions",), _feedback, ("message",)
    ),
    "icon_button": Kind(
        ("icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids"),
        ("context_actions",),
        _icon_button,
        ("message",),
    ),
}
"""Every kind of element there is here."""
