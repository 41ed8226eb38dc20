"""Walking Block Kit: every block, every interactive element, every readable word."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_NOT_READ = frozenset(
    {"type", "block_id", "action_id", "value", "url", "image_url", "style", "emoji", "confirm", "placeholder"}
)


def blocks_of(blocks: list[Json]) -> Iterator[Json]:
    """Every block, with those that a container or a carousel holds."""
    for block in blocks:
        yield block
        for inner in ("child_blocks", "elements"):
            if block.get("type") in ("container", "carousel") and isinstance(block.get(inner), list):
                yield from blocks_of(block[inner])


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it."""
    for block in blocks_of(blocks):
        found: list[Json] = []
        match block.get("type"):
            case "actions" | "context_actions":
                found = block.get("elements") or []
            case "section":
                found = [block["accessory"]] if block.get("accessory") else []
            case "input":
                found = [block["element"]] if block.get("element") else []
            case "card":
                found = block.get("actions") or []
        yield from ((block, element) for element in found if element.get("action_id"))


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The block and element of these ids, if they are there."""
    for block, element in elements_of(blocks):
        if (block.get("block_id"), element["action_id"]) == (block_id, action_id):
            return block, element
    return None


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a block id and every element an action id, as Slack makes them up."""
    filled = copy.deepcopy(blocks)
    for number, block in enumerate(blocks_of(filled)):
        block["block_id"] = block.get("block_id") or f"b{number:04d}"
        holders = [block.get("accessory"), block.get("element")]
        if block.get("type") in ("actions", "context_actions"):
            holders += block.get("elements") or []
        if block.get("type") == "card":
            holders += block.get("actions") or []
        for place, element in enumerate(holders):
            if isinstance(element, dict) and element.get("type") not in (None, "image"):
                element["action_id"] = element.get("action_id") or f"a{number:04d}{place}"
    return filled


def words(thing: Any) -> Iterator[str]:
    """Everything in a structure that a person reads, in order."""
    if isinstance(thing, list):
        for item in thing:
            yield from words(item)
    elif isinstance(thing, dict):
        match thing.get("type"):
            case "user":
                yield f"<@{thing.get('user_id')}>"
            case "channel":
                yield f"<#{thing.get('channel_id')}>"
            case "usergroup":
                yield f"<!subteam^{thing.get('usergroup_id')}>"
        if thing.get("type") == "link" and not thing.get("text"):
            yield str(thing.get("url", ""))
        for key, value in thing.items():
            if key in _NOT_READ:
                continue
            if isinstance(value, str) and key in _WORDY:
                yield value
            elif isinstance(value, dict | list):
                yield from words(value)


_WORDY = frozenset({"text", "alt_text", "title", "label", "name", "subtitle", "body", "caption", "summary"})
