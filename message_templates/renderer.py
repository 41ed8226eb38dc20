"""Turns a message's words into Slack blocks: the only place that knows both.

A message is `message_templates/<name>/message.j2`: a line `{% set audience = "internal" %}`, then Jinja blocks whose
order is the order of the message. What a block's name begins with says what it becomes:

`text`      the fallback: required, readable alone. Called `text_shown`, it is a section of the message as well
`header…`   a header, plain text
`section…`  one section
`lines…`    as many sections as its lines need, parted between lines
`fields…`   up to ten short fields, each begun by `{{ field() }}`
`context…`  small print
`rows…`     one section a row, each begun by `{{ next_row() }}`, perhaps with `{{ row_button(verb, value) }}` or
            `{{ row_menu(verbs, value) }}` at its side
`divider…`  a line across; its content only decides whether it is there
`actions…`  the buttons by `{{ add_button(verb, value) }}`, and a menu by `{{ add_menu(verbs, value, edition) }}`

A block without content is left out. Every `{{ value }}` is escaped and put on one line unless a filter of
`markup.py` made it, so nothing that a person typed becomes structure; what is too long ends in "…".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jinja2 import Template, nodes

from message_templates import limits
from message_templates.buttons import Buttons
from message_templates.environment import environment
from message_templates.fit import fit, notice_cut, packed
from message_templates.safe import BREAK, plain
from message_templates.shelf import ROOM, current, else_shipped, once_a_shelf
from message_templates.timeline import timeline_line

Audience = Literal["internal", "customer"]
_GAPS = re.compile(r"\n\s*\n\s*")


class UnknownMessageError(LookupError):
    """No folder of that name holds a message."""


class BrokenTemplateError(ValueError):
    """A template breaks the conventions of the renderer. Only a change to a template can cause or cure it."""


@dataclass(frozen=True)
class Rendered:
    """A message as Slack takes it. `blocks` is empty where the text says all."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    audience: Audience


@dataclass(frozen=True)
class _Message:
    template: Template
    audience: Audience
    parts: tuple[str, ...]
    text: str


@cache
def names() -> tuple[str, ...]:
    """Every message there is."""
    return tuple(sorted(path.parent.name for path in ROOM.glob("*/message.j2")))


@once_a_shelf
def _message(name: str) -> _Message:
    if name not in names():
        raise UnknownMessageError(f"no message is called {name!r}")
    env = environment()
    path = f"{name}/message.j2"
    tree = env.parse(current().read(path), path)
    template = env.get_template(path)
    # The compiled template keeps its blocks in the order of the file.
    parts = tuple(template.blocks)
    texts = [part for part in parts if part in ("text", "text_shown")]
    if len(texts) != 1:
        raise BrokenTemplateError(f"{path}: needs one block called text or text_shown")
    if sum(_kind(part) == "actions" for part in parts) > 1:
        raise BrokenTemplateError(f"{path}: one block of buttons is enough for a message")
    for part in parts:
        if part not in texts and _kind(part) not in (*_BUILDERS, "actions", "rows"):
            raise BrokenTemplateError(f"{path}: a block called {part} is of no known kind")
    shown = tuple(part for part in parts if part != "text")
    return _Message(template, audience_of(tree, path), shown, texts[0])


def audience_of(tree: nodes.Template, path: str) -> Audience:
    """Who may read it, as its template says. Raises BrokenTemplateError where it does not say."""
    for assign in tree.find_all(nodes.Assign):
        if isinstance(assign.target, nodes.Name) and assign.target.name == "audience":
            match assign.node:
                case nodes.Const(value="internal"):
                    return "internal"
                case nodes.Const(value="customer"):
                    return "customer"
    raise BrokenTemplateError(f'{path}: must set audience = "internal" or "customer"')


def _kind(part: str) -> str:
    return part.partition("_")[0]


@else_shipped
def render(name: str, context: Mapping[str, Any], *, most: int = limits.BLOCKS) -> Rendered:
    """The message `name`, said about `context` (JSON values: times are unix seconds, people Slack user ids).

    `most` is how many blocks there may be. It never fails for length. Raises UnknownMessageError, and
    jinja2.UndefinedError, TypeError or ValueError where the context lacks what the words need.
    """
    message = _message(name)
    buttons = Buttons()
    said = message.template.new_context(
        {
            **context,
            "add_button": buttons.add_button,
            "add_link_button": buttons.add_link_button,
            "add_menu": buttons.add_menu,
            "row_button": buttons.row_button,
            "row_menu": buttons.row_menu,
            "timeline_line": timeline_line,
        }
    )

    def words(part: str) -> str:
        return _GAPS.sub("\n\n", "".join(message.template.blocks[part](said)).strip())

    text = words(message.text)
    if not text:
        raise BrokenTemplateError(f"{name}: the text came out empty")
    blocks: list[dict[str, Any]] = []
    for part in message.parts:
        content = text if part == message.text else words(part)
        if _kind(part) == "actions":
            blocks += buttons.blocks()
        elif _kind(part) == "rows":
            blocks += _rows(content, buttons)
        elif content:
            blocks += _BUILDERS[_kind(part)](content)
    return Rendered(fit(text, limits.TEXT), tuple(_few_enough(blocks, most)), message.audience)


def _mrkdwn(text: str, limit: int) -> dict[str, Any]:
    # Verbatim: Slack must not make links or mentions of plain words on its own.
    return {"type": "mrkdwn", "text": fit(text, limit), "verbatim": True}


def _header(content: str) -> list[dict[str, Any]]:
    text = fit(plain(content), limits.HEADER)
    return [{"type": "header", "text": {"type": "plain_text", "text": text, "emoji": True}}]


def _section(content: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": _mrkdwn(content, limits.SECTION)}]


def _lines(content: str) -> list[dict[str, Any]]:
    return [
        block for part in packed(content, limits.SECTION, limits.RUN_OF_SECTIONS) for block in _section(part)
    ]


def _fields(content: str) -> list[dict[str, Any]]:
    fields = [text for field in content.split(BREAK) if (text := field.strip())][: limits.FIELDS]
    return [{"type": "section", "fields": [_mrkdwn(text, limits.FIELD) for text in fields]}] if fields else []


def _context(content: str) -> list[dict[str, Any]]:
    return [{"type": "context", "elements": [_mrkdwn(content, limits.CONTEXT)]}]


def _rows(content: str, buttons: Buttons) -> list[dict[str, Any]]:
    rows = []
    for row in content.split(BREAK):
        text, at_its_side = buttons.parted(row)
        if text:
            rows += [block | at_its_side for block in _section(text)]
    return rows


def _divider(_content: str) -> list[dict[str, Any]]:
    return [{"type": "divider"}]


_BUILDERS: Mapping[str, Callable[[str], list[dict[str, Any]]]] = {
    "text": _lines,
    "header": _header,
    "section": _section,
    "lines": _lines,
    "fields": _fields,
    "context": _context,
    "divider": _divider,
}


def _few_enough(blocks: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """At most what one message holds; the buttons stay, the last of the words go."""
    spare = len(blocks) - most
    if spare <= 0:
        return blocks
    notice_cut("the last of the blocks")
    words = [block for block in blocks if block["type"] != "actions"]
    given_up = {id(block) for block in words[-spare - 1 :]}
    kept = [block for block in blocks if id(block) not in given_up]
    last = next((n for n in range(len(kept), 0, -1) if kept[n - 1]["type"] != "actions"), 0)
    return [*kept[:last], *_context("…"), *kept[last:]]
