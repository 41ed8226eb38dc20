"""Checking the blocks of a message, and a whole view: each block, and what holds for all of them together."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sandbox.block_kit import limits
from sandbox.block_kit.blocks import check_block
from sandbox.block_kit.data_blocks import data_table_characters
from sandbox.block_kit.look import Look
from sandbox.block_kit.objects import PLAIN, check_text
from sandbox.block_kit.problem import Problem
from sandbox.block_tree import blocks_of, elements_of

Json = dict[str, Any]

_VIEW_PARTS = ("type", "blocks", "private_metadata", "callback_id", "external_id")
_MODAL_PARTS = (*_VIEW_PARTS, "title", "submit", "close", "clear_on_close", "notify_on_close")


def check_blocks(blocks: Any, surface: str) -> list[Problem]:
    """All problems of the blocks of a ``message``, ``modal`` or ``home``."""
    problems: list[Problem] = []
    _check(Look({"blocks": blocks}, "", problems), surface)
    return problems


def check_view(view: Json) -> list[Problem]:
    """All problems of a view, the modal's or home's own parts and its blocks."""
    problems: list[Problem] = []
    look = Look(view, "/view", problems)
    if not look.is_object():
        return problems
    look.one_of("type", ("modal", "home"), required=True)
    if look.type not in ("modal", "home"):
        return problems
    look.is_object(_MODAL_PARTS if look.type == "modal" else _VIEW_PARTS)
    look.string("private_metadata", limits.PRIVATE_METADATA, least=0)
    look.string("callback_id", limits.CALLBACK_ID, least=0)
    look.string("external_id", limits.EXTERNAL_ID, least=0)
    if look.type == "modal":
        check_text(look, "title", limits.VIEW_TITLE, PLAIN)
        check_text(look, "submit", limits.VIEW_BUTTON, PLAIN, required=False)
        check_text(look, "close", limits.VIEW_BUTTON, PLAIN, required=False)
        look.flags("clear_on_close", "notify_on_close")
        if not look.has("submit") and any(block.get("type") == "input" for block in _objects(view)):
            look.complain("submit is required when an input block is within blocks")
    _check(look, look.type)
    return problems


def _check(look: Look, surface: str) -> None:
    most = limits.BLOCKS_IN_MESSAGE if surface == "message" else limits.BLOCKS_IN_VIEW
    before = len(look.problems)
    for block in look.items("blocks", most, least=0):
        check_block(block, surface)
    if len(look.problems) == before:
        _check_together(look, look.value["blocks"], surface)


def _objects(view: Json) -> list[Json]:
    blocks = view.get("blocks")
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []


def _check_together(look: Look, blocks: list[Json], surface: str) -> None:
    """Ids that clash, and what may stand in one message only so often."""
    everything = list(blocks_of(blocks))
    for block_id in _twice(block.get("block_id") for block in everything):
        look.complain(f'block_id "{block_id}" already exists', "blocks")
    elements = [(id(block), element["action_id"]) for block, element in elements_of(blocks)]
    for _, action_id in _twice(elements):
        look.complain(f'action_id "{action_id}" already exists in this block', "blocks")
    focused = [element for _, element in elements_of(blocks) if element.get("focus_on_load")]
    if len(focused) > 1:
        look.complain("only one element can have focus_on_load", "blocks")
    if surface != "message":
        return
    kinds = Counter(block["type"] for block in everything)
    if kinds["table"] > limits.TABLES_IN_MESSAGE:
        look.complain("only one table is allowed in a message", "blocks")
    if kinds["data_visualization"] > limits.CHARTS_IN_MESSAGE:
        look.complain(f"no more than {limits.CHARTS_IN_MESSAGE} charts are allowed in a message", "blocks")
    if sum(len(b["text"]) for b in everything if b["type"] == "markdown") > limits.MARKDOWN_IN_MESSAGE:
        look.complain(
            f"markdown must be less than {limits.MARKDOWN_IN_MESSAGE + 1} characters in all", "blocks"
        )
    tables = sum(data_table_characters(block) for block in everything if block["type"] == "data_table")
    if tables > limits.DATA_TABLE_CHARACTERS:
        look.complain("the tables together must be less than 20001 characters", "blocks")


def _twice(names: Any) -> list[Any]:
    return [name for name, times in Counter(name for name in names if name).items() if times > 1]
