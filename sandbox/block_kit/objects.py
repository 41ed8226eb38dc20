"""Composition objects: text, options, confirmations, filters."""

from __future__ import annotations

from sandbox.block_kit import limits
from sandbox.block_kit.look import Look

PLAIN = ("plain_text",)
ANY_TEXT = ("plain_text", "mrkdwn")


def check_text(
    look: Look, name: str, most: int, kinds: tuple[str, ...] = ANY_TEXT, *, required: bool = True
) -> None:
    """A text object of one of these kinds, at most so long."""
    if not (look.need(name) if required else look.has(name)):
        return
    check_text_object(look.part(name), most, kinds)


def check_text_object(text: Look, most: int, kinds: tuple[str, ...] = ANY_TEXT) -> None:
    """The same, for the object itself."""
    if not text.is_object():
        return
    if text.type not in kinds:
        text.complain(f"must be one of: {', '.join(kinds)}", "type")
        return
    text.is_object(("type", "text", "emoji" if text.type == "plain_text" else "verbatim"))
    text.string("text", most, required=True)
    text.flags("emoji", "verbatim")


def check_confirm(look: Look) -> None:
    """The question that is asked before a choice counts."""
    if not look.has("confirm"):
        return
    confirm = look.part("confirm")
    if not confirm.is_object(("title", "text", "confirm", "deny", "style")):
        return
    check_text(confirm, "title", limits.CONFIRM_TITLE, PLAIN)
    check_text(confirm, "text", limits.CONFIRM_TEXT)
    check_text(confirm, "confirm", limits.CONFIRM_BUTTON, PLAIN)
    check_text(confirm, "deny", limits.CONFIRM_BUTTON, PLAIN)
    confirm.one_of("style", ("primary", "danger"))


def check_placeholder(look: Look) -> None:
    """The grey words in an empty field."""
    check_text(look, "placeholder", limits.PLACEHOLDER, PLAIN, required=False)


def check_options(look: Look, most: int, kinds: tuple[str, ...] = PLAIN, *, urls: bool = False) -> None:
    """A list of options, each with words and a value of its own."""
    options = look.items("options", most)
    for option in options:
        check_option(option, kinds, urls=urls)
    _check_distinct(look, options)


def check_option(option: Look, kinds: tuple[str, ...] = PLAIN, *, urls: bool = False) -> None:
    """One option."""
    allowed = ("text", "value", "description", *(("url",) if urls else ()))
    if not option.is_object(allowed):
        return
    check_text(option, "text", limits.OPTION_TEXT, kinds)
    option.string("value", limits.OPTION_VALUE, required=True)
    check_text(option, "description", limits.OPTION_TEXT, kinds, required=False)
    option.string("url", limits.URL)


def check_choices(look: Look) -> None:
    """Options, or groups of them: one of the two."""
    if look.has("options") and look.has("option_groups"):
        look.complain("only one of options and option_groups can be provided")
    if not look.has("option_groups"):
        check_options(look, limits.OPTIONS)
        return
    for group in look.items("option_groups", limits.OPTION_GROUPS):
        if group.is_object(("label", "options")):
            check_text(group, "label", limits.OPTION_TEXT, PLAIN)
            check_options(group, limits.OPTIONS)


def _check_distinct(look: Look, options: list[Look]) -> None:
    values = [option.value.get("value") for option in options if isinstance(option.value, dict)]
    if len(set(map(str, values))) != len(values):
        look.complain("option values must be unique", "options")


def check_initial_options(look: Look, name: str) -> None:
    """What is chosen at first has to be offered, word for word."""
    if not look.has(name):
        return
    offered = list(look.value.get("options") or [])
    for group in look.value.get("option_groups") or []:
        offered += group.get("options", []) if isinstance(group, dict) else []
    chosen = look.value[name] if isinstance(look.value[name], list) else [look.value[name]]
    if name == "initial_options" and not chosen:
        look.complain("no fewer than 1 items allowed", name)
    if any(option not in offered for option in chosen):
        look.complain(f"{name} must exactly match an item in options", name)


def check_dispatch_config(look: Look) -> None:
    """When a text field tells the app of itself."""
    if look.has("dispatch_action_config"):
        config = look.part("dispatch_action_config")
        if config.is_object(("trigger_actions_on",)):
            for trigger in config.items("trigger_actions_on", 2):
                if trigger.value not in ("on_enter_pressed", "on_character_entered"):
                    trigger.complain("must be one of: on_character_entered, on_enter_pressed")


def check_filter(look: Look) -> None:
    """Which conversations a menu offers."""
    if look.has("filter"):
        part = look.part("filter")
        if part.is_object(("include", "exclude_external_shared_channels", "exclude_bot_users")):
            for kind in part.items("include", 4, required=False):
                if kind.value not in ("im", "mpim", "private", "public"):
                    kind.complain("must be one of: im, mpim, private, public")
            part.flags("exclude_external_shared_channels", "exclude_bot_users")
