"""Messages as a judge of structure sees them: blocks, buttons, markup, without the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from message_templates import Rendered
from message_templates.as_read import markup_of

_QUOTATION = re.compile(r"(?m)^(?:>|&gt;).*(?:\n(?:>|&gt;).*)*")
_MARKUP = re.compile(r"<[^>]*>")


def formatted(text: str) -> list[str]:
    """What is formatted, one character a pair, as a browser pairs them; spaces there count U+FEFF in."""
    found: list[str] = []
    for line in _MARKUP.sub("x", text).split("\n"):
        at = 0
        while at < len(line):
            end = _closing(line, at)
            if end:
                found.append(line[at])
                found += formatted(line[at + 1 : end]) if line[at] != "`" else []
            at = end + 1 if end else at + 1
    return found


def _closing(line: str, at: int) -> int:
    letter = line[at]
    if letter == "`":
        return max(line.find("`", at + 2), 0)
    if letter not in "*_~" or (at and line[at - 1].isalnum()) or _is_space(line[at + 1 : at + 2]):
        return 0
    for index in range(at + 2, len(line)):
        after = line[index + 1 : index + 2]
        if line[index] == letter and not _is_space(line[index - 1]) and not after.isalnum():
            return index
    return 0


def _is_space(character: str) -> bool:
    return not character.strip("\ufeff \t\r\n\u00a0") or character.isspace()


def skeleton(rendered: Rendered) -> list[Any]:
    """All that is structure: kinds of blocks, buttons, markup, formatting and quotations, without the words."""
    return [_bones(rendered.text), *(_block_bones(block) for block in rendered.blocks)]


def _block_bones(block: Mapping[str, Any]) -> Any:
    if block["type"] == "header":
        assert not re.search(r"<[@#!]|\n", block["text"]["text"])
    if block["type"] == "actions":
        return [
            {key: value for key, value in button.items() if key != "text"} for button in block["elements"]
        ]
    return [block["type"], *map(_bones, markup_of(block))]


def _bones(text: str) -> list[str]:
    quotations = [">" for _ in _QUOTATION.findall(text)]
    return [*_MARKUP.findall(text), *formatted(text), *quotations]
