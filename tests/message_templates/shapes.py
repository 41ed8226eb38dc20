"""Contexts bent to their extremes, and messages as a reader or a judge of structure sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from message_templates import Rendered

# What somebody types, under whatever message it comes.
TYPED = {
    "customer", "problem", "contact", "words", "recipients", "summary", "answer", "answered", "note", "text",
    "later_reason", "severity_reason", "remark",
    "reason", "cause_words", "prevention", "confirmed_by", "unconfirmed_because",
    "post_mortem", "post_mortem_because",
    "old", "new",
}  # fmt: skip
# What may be missing.
OPTIONAL = {
    "outcome", "status", "permalink", "contact", "link", "role", "asked", "button", "answer_by", "fell_back_from",
    "named", "answered", "last_update", "next_update_due", "resolved", "acknowledge_by", "first_update_by", "note",
    "next_update_at", "later_reason", "late_minutes", "next", "because", "deadline_id", "ref_of_trouble", "remark",
    "took_over", "hand_over", "cover", "passed_over", "sponsor", "passed_by", "letter_by",
    "ended", "root_cause", "cause_words", "prevention", "confirmed_by", "unconfirmed_because", "unconfirmed_at",
    "standing", "score", "post_mortem_because", "post_mortem", "into",
    "account", "cause_type", "dri_proposed", "works_on_it", "old", "new", "stage", "author",
}  # fmt: skip
KEPT_LISTS = {"items", "buttons", "changes", "problems", "changed", "steps", "people"}


def typed_over(value: Any, text: str) -> Any:
    """The context with `text` wherever somebody typed something."""
    if isinstance(value, dict):
        step = "owner" in value and "what" in value
        return {
            key: text
            if isinstance(inner, str) and (key in TYPED or (step and key == "what"))
            else typed_over(inner, text)
            for key, inner in value.items()
        }
    return [typed_over(inner, text) for inner in value] if isinstance(value, list) else value


def shortened(value: Any) -> Any:
    """The context with everything left out that may be."""
    if isinstance(value, dict):
        return {
            key: None
            if key in OPTIONAL
            else []
            if isinstance(inner, list) and key not in KEPT_LISTS
            else shortened(inner)
            for key, inner in value.items()
        }
    return [shortened(inner) for inner in value] if isinstance(value, list) else value


def multiplied(value: Any, times: int) -> Any:
    """The context with every list so many times as long."""
    if isinstance(value, dict):
        return {key: multiplied(inner, times) for key, inner in value.items()}
    return [multiplied(inner, times) for inner in value] * times if isinstance(value, list) else value


def as_read(rendered: Rendered) -> str:
    """A message as one can read it in a test: a line of dashes between blocks, buttons in brackets."""
    parts = [f"({rendered.text.splitlines()[0]})"]
    for block in rendered.blocks:
        match block["type"]:
            case "header":
                parts.append("# " + block["text"]["text"])
            case "actions":
                parts.append(" ".join(f"[{_shown(element)}]" for element in block["elements"]))
            case "divider":
                parts.append("----")
            case "context":
                parts.append("(small) " + block["elements"][0]["text"])
            case "section" if "fields" in block:
                parts.append("\n".join("| " + field["text"].replace("\n", ": ") for field in block["fields"]))
            case _:
                at_its_side = [f" [{_shown(block['accessory'])}]"] if "accessory" in block else []
                parts.append("".join([block["text"]["text"], *at_its_side]))
    return _SHORT_TIME.sub(r"{\1}", "\n\n".join(parts))


def _shown(element: Mapping[str, Any]) -> str:
    """A button by its words; a menu by those of its options, too."""
    options = [option["text"]["text"] for option in element.get("options", ())]
    own = str((element.get("text") or element.get("placeholder") or {"text": "…"})["text"])
    return " ▾ ".join([own, *([", ".join(options)] if options else [])])


_SHORT_TIME = re.compile(r"<!date\^\d+\^[^|]*\|[^,>]*, (\d\d:\d\d) UTC>")

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
    return [block["type"], *map(_bones, _markup_of(block))]


def _markup_of(block: Mapping[str, Any]) -> list[str]:
    texts = [*block.get("fields", ()), *block.get("elements", ()), block.get("text", {})]
    return [text["text"] for text in texts if text.get("type") == "mrkdwn"]


def _bones(text: str) -> list[str]:
    quotations = [">" for _ in _QUOTATION.findall(text)]
    return [*_MARKUP.findall(text), *formatted(text), *quotations]


def mentions(rendered: Rendered) -> set[str]:
    """Everybody whom Slack would call."""
    texts = [rendered.text, *(text for block in rendered.blocks for text in _markup_of(block))]
    return {found for text in texts for found in re.findall(r"<([@!](?!date\^)[^>|]*)", text)}
