"""A document as the source that Typst sets as PDF. All text stands in strings, so nothing that was typed is markup."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from message_templates.documents import Document

_PAGE = """\
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), numbering: "1 / 1")
#set text(size: 10.5pt, lang: "en")
#set par(leading: 0.65em, spacing: 0.9em)
#show heading.where(level: 1): it => block(below: 1.2em, text(size: 1.15em, it.body))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.8em, sticky: true)[
  #set text(fill: rgb("#1f6b5c"))
  #it.body
  #v(-0.6em)
  #line(length: 100%, stroke: 0.4pt + rgb("#d9e0de"))
]
#show quote.where(block: true): it => block(inset: (left: 1em), stroke: (left: 2pt + rgb("#1f6b5c")), it.body)
"""
_INTERNAL = """\
#text(size: 8.5pt, weight: "bold", fill: rgb("#8a3b12"))[#"Internal: for colleagues alone, not for the customer";]
"""
_OPENS = {"strong": "#strong[", "em": "#emph["}


def typst_source(made: Document) -> str:
    """The whole source; it reads no file and loads no package."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(made.markdown))
    head = _PAGE.format(title=_string(made.title)) + (_INTERNAL if made.audience == "internal" else "")
    return head + "\n" + "\n\n".join(_block(node) for node in tree.children) + "\n"


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "heading":
        return f"{'=' * int(node.tag[1])} {_inline(node)}"
    if node.type == "blockquote":
        return f"#quote(block: true)[\n{_blocks(node)}\n];"
    if node.type in ("bullet_list", "ordered_list"):
        items = ", ".join(f"[{_blocks(item)}]" for item in node.children)
        return f"#{'list' if node.type == 'bullet_list' else 'enum'}({items});"
    return _inline(node)


def _blocks(node: SyntaxTreeNode) -> str:
    return "\n\n".join(_block(child) for child in node.children)


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_pieces(node))


def _pieces(node: SyntaxTreeNode) -> Iterator[str]:
    for child in node.children:
        if child.type == "inline":
            yield from _pieces(child)
        elif child.type in _OPENS:
            yield _OPENS[child.type] + _inline(child) + "];"
        elif child.type in ("softbreak", "hardbreak"):
            yield "#linebreak();"
        elif child.content:
            yield f"#{_string(child.content)};"


def _string(text: str) -> str:
    """As Typst writes a string: the same escapes as JSON for quotation marks, backslashes and line ends."""
    return json.dumps("".join(sign for sign in text if sign.isprintable()), ensure_ascii=False)
