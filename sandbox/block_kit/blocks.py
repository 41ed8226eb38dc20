"""Blocks: which there are, where each may stand, and what each may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.block_kit import limits
from sandbox.block_kit.data_blocks import check_chart, check_data_table, check_table
from sandbox.block_kit.elements import check_element
from sandbox.block_kit.look import Look
from sandbox.block_kit.objects import ANY_TEXT, PLAIN, check_text, check_text_object
from sandbox.block_kit.rich_text import check_rich_text

Check = Callable[[Look, str], None]
_INSIDE_CONTAINER = frozenset(
    [
        "actions",
        "context",
        "divider",
        "file",
        "header",
        "image",
        "input",
        "rich_text",
        "section",
        "table",
        "video",
    ]
)


@dataclass(frozen=True)
class Kind:
    """A kind of block: its parts, the surfaces it may stand on, and how its parts are checked."""

    parts: tuple[str, ...]
    surfaces: tuple[str, ...]
    check: Check


def check_block(look: Look, surface: str) -> None:
    """A block on a surface: message, modal or home."""
    if not look.is_object() or not look.need("type"):
        return
    kind = KINDS.get(look.type)
    if kind is None or surface not in kind.surfaces:
        look.complain(f"unsupported type: {look.value['type']}", "type")
        return
    look.is_object(("type", "block_id", *kind.parts))
    look.string("block_id", limits.ID, least=0)
    kind.check(look, surface)


def _section(look: Look, surface: str) -> None:
    if not look.has("text") and not look.has("fields"):
        look.complain("either text or fields is required")
    check_text(look, "text", limits.SECTION_TEXT, required=False)
    for field in look.items("fields", limits.SECTION_FIELDS, required=False):
        check_text_object(field, limits.SECTION_FIELD)
    if look.has("accessory"):
        check_element(look.part("accessory"), "section", surface)
    look.flags("expand")


def _header(look: Look, _: str) -> None:
    check_text(look, "text", limits.HEADER, PLAIN)


def _context(look: Look, surface: str) -> None:
    for element in look.items("elements", limits.CONTEXT_ELEMENTS):
        if element.type == "image":
            check_element(element, "context", surface)
        else:
            check_text_object(element, limits.CONTEXT_TEXT)


def _actions(look: Look, surface: str) -> None:
    for element in look.items("elements", limits.ACTIONS_ELEMENTS):
        check_element(element, "actions", surface)


def _context_actions(look: Look, surface: str) -> None:
    for element in look.items("elements", limits.CONTEXT_ACTIONS_ELEMENTS):
        check_element(element, "context_actions", surface)


def _input(look: Look, surface: str) -> None:
    check_text(look, "label", limits.INPUT_LABEL, PLAIN)
    check_text(look, "hint", limits.INPUT_HINT, PLAIN, required=False)
    look.flags("optional", "dispatch_action")
    if look.need("element"):
        check_element(look.part("element"), "input", surface)


def _image(look: Look, _: str) -> None:
    look.string("alt_text", limits.IMAGE_ALT, required=True)
    look.string("image_url", limits.IMAGE_URL)
    check_text(look, "title", limits.IMAGE_TITLE, PLAIN, required=False)
    if look.has("image_url") == look.has("slack_file"):
        look.complain("exactly one of image_url and slack_file must be provided")


def _divider(_: Look, __: str) -> None:
    """Nothing to check: a divider has no parts."""


def _markdown(look: Look, _: str) -> None:
    look.string("text", limits.MARKDOWN_IN_MESSAGE, required=True)


def _alert(look: Look, _: str) -> None:
    check_text(look, "text", limits.ALERT_TEXT)
    look.one_of("level", ("default", "info", "warning", "error", "success"))


def _video(look: Look, _: str) -> None:
    look.string("alt_text", limits.VIDEO_ALT, required=True)
    check_text(look, "title", limits.VIDEO_TITLE, PLAIN)
    look.string("thumbnail_url", limits.URL, required=True)
    look.string("video_url", limits.URL, required=True)
    look.string("author_name", limits.VIDEO_NAME)
    look.string("provider_name", limits.VIDEO_NAME)


def _card(look: Look, surface: str) -> None:
    if not any(look.has(name) for name in ("hero_image", "title", "actions", "body")):
        look.complain("at least one of hero_image, title, actions and body is required")
    check_text(look, "title", limits.CARD_TITLE, ANY_TEXT, required=False)
    check_text(look, "subtitle", limits.CARD_TITLE, ANY_TEXT, required=False)
    check_text(look, "body", limits.CARD_BODY, ANY_TEXT, required=False)
    check_text(look, "subtext", limits.CARD_BODY, ANY_TEXT, required=False)
    for element in look.items("actions", limits.CARD_BUTTONS, required=False):
        check_element(element, "card", surface)
    for name in ("hero_image", "icon"):
        if look.has(name):
            check_element(look.part(name), "card", surface)


def _carousel(look: Look, surface: str) -> None:
    for card in look.items("elements", limits.CAROUSEL_CARDS):
        if card.type != "card":
            card.complain(f"unsupported type: {card.type}", "type")
        else:
            check_block(card, surface)


def _container(look: Look, surface: str) -> None:
    if not look.has("title") and not look.has("rich_text_title"):
        look.complain("either title or rich_text_title is required")
    check_text(look, "title", limits.CONTAINER_TITLE, PLAIN, required=False)
    check_text(look, "subtitle", limits.CONTAINER_TITLE, ANY_TEXT, required=False)
    look.one_of("width", ("narrow", "standard", "wide", "full"))
    look.flags("is_collapsible", "default_collapsed", "has_header_divider")
    if look.value.get("default_collapsed") and not look.value.get("is_collapsible"):
        look.complain("needs is_collapsible", "default_collapsed")
    for child in look.items("child_blocks", limits.CONTAINER_BLOCKS):
        if child.type not in _INSIDE_CONTAINER:
            child.complain(f"unsupported type: {child.type}", "type")
        else:
            check_block(child, surface)


def _plan(look: Look, _: str) -> None:
    look.string("title", 3000, required=True)
    tasks = look.items("tasks", limits.PLAN_TASKS, least=0)
    for task in tasks:
        if task.is_object():
            _check_task(task, ("pending", "in_progress", "complete", "error"))
    ids = [task.value.get("task_id") for task in tasks if isinstance(task.value, dict)]
    if len(set(map(str, ids))) != len(ids):
        look.complain("task ids must be unique", "tasks")


def _task_card(look: Look, _: str) -> None:
    _check_task(look, ("in_progress", "complete", "error"))


def _check_task(task: Look, states: tuple[str, ...]) -> None:
    task.string("task_id", 255, required=True)
    task.string("title", 3000, required=True)
    task.one_of("status", states, required=True)
    for name in ("details", "output"):
        if task.has(name):
            check_rich_text(task.part(name))


def _only_look(check: Callable[[Look], None]) -> Check:
    return lambda look, _: check(look)


_ALL = ("message", "modal", "home")
_BIG = ("message", "home")
_MESSAGE = ("message",)

KINDS: dict[str, Kind] = {
    "section": Kind(("text", "fields", "accessory", "expand"), _ALL, _section),
    "header": Kind(("text", "level"), _ALL, _header),
    "context": Kind(("elements",), _ALL, _context),
    "actions": Kind(("elements",), _ALL, _actions),
    "context_actions": Kind(("elements",), _MESSAGE, _context_actions),
    "divider": Kind((), _ALL, _divider),
    "image": Kind(("image_url", "slack_file", "alt_text", "title"), _ALL, _image),
    "input": Kind(("label", "element", "hint", "optional", "dispatch_action"), _ALL, _input),
    "rich_text": Kind(("elements",), _ALL, _only_look(check_rich_text)),
    "markdown": Kind(("text",), _MESSAGE, _markdown),
    "alert": Kind(("text", "level"), ("modal",), _alert),
    "video": Kind(
        (
            "alt_text",
            "title",
            "title_url",
            "thumbnail_url",
            "video_url",
            "author_name",
            "provider_name",
            "provider_icon_url",
            "description",
        ),
        _ALL,
        _video,
    ),
    "card": Kind(
        ("hero_image", "icon", "slack_icon", "title", "subtitle", "body", "subtext", "actions"), _ALL, _card
    ),
    "carousel": Kind(("elements",), _BIG, _carousel),
    "container": Kind(
        (
            "title",
            "rich_text_title",
            "subtitle",
            "child_blocks",
            "width",
            "icon",
            "is_collapsible",
            "default_collapsed",
            "has_header_divider",
        ),
        _BIG,
        _container,
    ),
    "plan": Kind(("title", "tasks"), _MESSAGE, _plan),
    "task_card": Kind(("task_id", "title", "details", "output", "sources", "status"), _MESSAGE, _task_card),
    "table": Kind(("rows", "column_settings"), _BIG, _only_look(check_table)),
    "data_table": Kind(
        ("rows", "caption", "page_size", "row_header_column_index"), _BIG, _only_look(check_data_table)
    ),
    "data_visualization": Kind(("title", "chart"), _BIG, _only_look(check_chart)),
}
"""Every kind of block there is here. ``file`` blocks can be read but not sent."""
