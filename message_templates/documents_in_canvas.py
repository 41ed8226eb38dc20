"""A document as a canvas of Slack's takes it: Markdown under a note, and not endless. Row M8."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from message_templates.documents import Document, escaped

LONGEST = 100_000
"""Characters. Slack takes ten times that; nobody reads as much."""


def canvas_text(made: Document, note: str, goes_on: str, *, plain: bool = False) -> str:
    """The document's Markdown under `note`; where it is cut, `goes_on` ends it. Both are plain text.

    `plain`: nothing but paragraphs, for a Slack that refused its formatting.
    """
    body = "\n\n".join(_paragraphs(made.markdown)) if plain else made.markdown
    text = f"{escaped(note)}\n\n{body.strip()}\n"
    if len(text) <= LONGEST:
        return text
    end = text.rfind("\n", 0, LONGEST - len(goes_on) - 10)
    return f"{text[:end]}\n\n{escaped(goes_on)}\n"


def _paragraphs(markdown: str) -> Iterator[str]:
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(markdown))
    for node in tree.walk():
        if node.type == "inline":
            lines = "".join(
                "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in node.children
            )
            yield from (escaped(line) for line in lines.splitlines() if line.strip())
