"""A document as Slack's blocks. Rich text takes what people typed letter by letter: nothing in it can mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from message_templates import limits
from message_templates.documents import Document
from message_templates.fit import fit
from message_templates.limits import units

Block = dict[str, Any]
LONGEST = 12_000
"""Characters of text; what is longer is cut at the end of a paragraph or of an entry of a list."""
_SECTIONS = 45
"""Headings, of the 50 blocks that a message takes."""


def document_blocks(made: Document, goes_on: str) -> list[Block]:
    """The document, as much of it as a message holds; `goes_on` is plain text that says where the rest is."""
    room = _Room(LONGEST - units(goes_on))
    blocks: list[Block] = []
    for node in SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(made.markdown)).children:
        if room.full or len(blocks) >= _SECTIONS:
            break
        if node.type == "heading":
            blocks.append(_header(_text_of(node)))
        else:
            _into_last(blocks, _elements(node, room))
    if room.full:
        _into_last(blocks, [_section([_run(goes_on, frozenset())])])
    return blocks


class _Room:
    """How many characters there is still room for."""

    def __init__(self, characters: int) -> None:
        self.left = characters

    @property
    def full(self) -> bool:
        return self.left <= 0

    def takes(self, runs: Iterable[Block]) -> bool:
        self.left -= sum(units(run["text"]) for run in runs)
        return not self.full


def _into_last(blocks: list[Block], elements: list[Block]) -> None:
    """One block of rich text between two headings."""
    if not elements:
        return
    if not blocks or blocks[-1]["type"] != "rich_text":
        blocks.append({"type": "rich_text", "elements": []})
    blocks[-1]["elements"] += elements


def _elements(node: SyntaxTreeNode, room: _Room) -> list[Block]:
    if node.type == "blockquote":
        runs = list(_lines(node))
        return [{"type": "rich_text_quote", "elements": runs}] if room.takes(runs) else []
    if node.type in ("bullet_list", "ordered_list"):
        items = []
        for item in node.children:
            runs = list(_lines(item))
            if not room.takes(runs):
                break
            items.append(_section(runs))
        style = "bullet" if node.type == "bullet_list" else "ordered"
        return [{"type": "rich_text_list", "style": style, "elements": items}] if items else []
    runs = list(_runs(node))
    return [_section([*runs, _run("\n", frozenset())])] if runs and room.takes(runs) else []


def _lines(node: SyntaxTreeNode) -> Iterator[Block]:
    """The paragraphs of a quotation or of an entry, each on a line of its own."""
    for number, paragraph in enumerate(node.children):
        if number:
            yield _run("\n", frozenset())
        yield from _runs(paragraph)


def _runs(node: SyntaxTreeNode) -> Iterator[Block]:
    tokens: list[Token] = [
        token for child in node.walk() if child.type == "inline" for token in _inside(child)
    ]
    styles: set[str] = set()
    for token in tokens:
        if token.type in ("strong_open", "strong_close", "em_open", "em_close"):
            style = "bold" if token.type.startswith("strong") else "italic"
            (styles.add if token.nesting == 1 else styles.discard)(style)
        elif token.type in ("softbreak", "hardbreak"):
            yield _run("\n", frozenset())
        elif token.content:
            yield _run(token.content, frozenset(styles))


def _inside(inline: SyntaxTreeNode) -> list[Token]:
    return (inline.token.children or []) if inline.token else []


def _text_of(node: SyntaxTreeNode) -> str:
    return "".join(run["text"] for run in _runs(node))


def _run(text: str, styles: frozenset[str]) -> Block:
    run: Block = {"type": "text", "text": text}
    return {**run, "style": dict.fromkeys(sorted(styles), True)} if styles else run


def _section(runs: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": runs}


def _header(text: str) -> Block:
    return {
        "type": "header",
        "text": {"type": "plain_text", "text": fit(text, limits.HEADER), "emoji": False},
    }
