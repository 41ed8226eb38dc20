"""A message as one can read it on a terminal: what `templates preview` prints, and what tests look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from message_templates.renderer import Rendered


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


def markup_of(block: Mapping[str, Any]) -> list[str]:
    """Each text of a block that is Slack's markup."""
    texts = [*block.get("fields", ()), *block.get("elements", ()), block.get("text", {})]
    return [text["text"] for text in texts if text.get("type") == "mrkdwn"]


def mentions(rendered: Rendered) -> set[str]:
    """Everybody whom Slack would call."""
    texts = [rendered.text, *(text for block in rendered.blocks for text in markup_of(block))]
    return {found for text in texts for found in re.findall(r"<([@!](?!date\^)[^>|]*)", text)}


def pressable(rendered: Rendered) -> set[tuple[str, str]]:
    """Everything that can be pressed or chosen: the verb, and what it is about."""
    return {
        (element["action_id"].partition(":")[0], about)
        for block in rendered.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if "action_id" in element
        for about in _abouts(element)
    }


def _abouts(element: Mapping[str, Any]) -> Iterator[str]:
    if "options" in element:
        yield from (option["value"] for option in element["options"])
    else:
        yield element.get("value") or element["url"]
