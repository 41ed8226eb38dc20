"""Documents: Markdown and a page, whatever is in them, and never a word that stands for nothing. Rows M8, D5, M7."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
import typst
from markdown_it import MarkdownIt

from message_templates.documents import UnknownDocumentError, document, document_kinds, escaped, page, quoted
from message_templates.documents_in_canvas import LONGEST as CANVAS
from message_templates.documents_in_canvas import canvas_text
from message_templates.documents_in_slack import document_blocks
from message_templates.documents_in_typst import typst_source
from message_templates.samples.documents import TYPICAL, of_document, typed_over
from message_templates.samples.messages import RECORDS

SAYS_NOTHING = re.compile(r"None|\bnull\b|True\b|False\b|fill in|TBD|undefined")
STANDS_FOR_NOTHING = re.compile(SAYS_NOTHING.pattern + r"|\[\]|\{|\}")

HOSTILE = {
    "html": "<script>alert(1)</script> & <b>bold</b> <!channel>",
    "markdown": "# not a title\n- not a list\n> not a quote\n1. not one\n**not bold** [not](http://a.b) `not` ~~not~~",
    "rules": "---\n===\n```\n+ x\n| a | b |",
    "image": "![x](http://a.picture/1.png) \\",
}


class Structure(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def body_of(kind: str, context: dict[str, Any]) -> Structure:
    return Structure(MarkdownIt("commonmark", {"html": False}).render(document(kind, context).markdown))


@pytest.mark.parametrize("kind", document_kinds())
@pytest.mark.parametrize("record", RECORDS)
def test_a_document_never_says_none_nor_shows_a_gap(kind: str, record: str) -> None:
    """However it is read: as it is, as a page, in Slack, as a canvas, set as PDF."""
    made = document(kind, of_document(kind)[record])
    assert made.markdown.startswith("# ")
    assert "\n\n\n" not in made.markdown
    page_text = "".join(Structure(page(made).rpartition("</style>")[2]).text)
    in_slack = json.dumps(document_blocks(made, "It goes on."), ensure_ascii=False)
    canvas = canvas_text(made, "Heard writes this.", "It goes on.")
    for read in (made.title, made.markdown, page_text, canvas, canvas_text(made, "", "", plain=True)):
        assert not STANDS_FOR_NOTHING.search(read), read
    for read in (in_slack, typst_source(made)):
        assert not SAYS_NOTHING.search(read), read


@pytest.mark.parametrize("kind", document_kinds())
@pytest.mark.parametrize("record", RECORDS)
def test_no_part_of_a_document_is_empty(kind: str, record: str) -> None:
    """Under every heading stands something; no entry and no label is left alone."""
    markdown = document(kind, of_document(kind)[record]).markdown
    assert not re.search(r"(?m)^#+ .*\s*(?:\Z|^#+ )", markdown), markdown
    assert not re.search(r"(?m)^-\s*$|:\*\*\s*$|, ,|  ·|: *\.$", markdown), markdown


def test_a_canvas_ends_where_nobody_reads_on_and_says_where_the_rest_is() -> None:
    crowded = TYPICAL | {"timeline": TYPICAL["timeline"] * 1000}
    text = canvas_text(document("tracking", crowded), "Heard writes this.", "It goes on: export it.")
    assert len(text) <= CANVAS
    assert text.startswith("Heard writes this.\n\n# ESC-7")
    assert len(text) > CANVAS - 500
    assert text.endswith("\n\nIt goes on: export it.\n")


def test_a_plain_canvas_has_paragraphs_and_no_formatting() -> None:
    typed = document("tracking", typed_over(TYPICAL, "**so** > - [x](http://a.b)"))
    structure = Structure(
        MarkdownIt("commonmark", {"html": False}).render(canvas_text(typed, "n", "g", plain=True))
    )
    assert set(structure.elements) == {"p"}


def kind_of_line(line: str) -> str:
    """A heading, an entry of a list, a line of a quotation, or words."""
    return next((mark for mark in ("#", "- ", ">") if line.startswith(mark)), "words")


@pytest.mark.parametrize("kind", document_kinds())
@pytest.mark.parametrize("record", RECORDS)
def test_headings_lists_quotations_and_words_stand_apart(kind: str, record: str) -> None:
    """Not every reader of Markdown parts them by itself."""
    lines = document(kind, of_document(kind)[record]).markdown.splitlines()
    together = [
        (above, below)
        for above, below in pairwise(lines)
        if above and below and (kind_of_line(above) != kind_of_line(below) or below.startswith("#"))
    ]
    assert together == []


@pytest.mark.parametrize("kind", document_kinds())
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_typed_changes_nothing_around_it(kind: str, text: str) -> None:
    """The same elements in the same order as with plain words of as many lines, and every character is read."""
    plain = "\n".join("word" for _ in text.splitlines())
    hostile, tame = (body_of(kind, typed_over(TYPICAL, words)) for words in (text, plain))
    assert hostile.elements == tame.elements
    read = "".join(hostile.text)
    assert all(line.strip() in read for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("kind", document_kinds())
def test_its_page_loads_nothing_and_can_be_printed(kind: str) -> None:
    made = document(kind, typed_over(TYPICAL, HOSTILE["html"]))
    html = page(made)
    assert not {"script", "link", "img", "iframe"} & set(Structure(html).elements)
    assert "@media print" in html
    assert "http-equiv" not in html


def test_only_the_close_out_is_for_the_customer_and_internal_pages_say_so() -> None:
    audiences = {kind: document(kind, TYPICAL).audience for kind in document_kinds()}
    assert {kind for kind, audience in audiences.items() if audience == "customer"} == {"close_out"}
    for kind, audience in audiences.items():
        assert ("Internal: for colleagues alone" in page(document(kind, TYPICAL))) is (audience == "internal")


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(UnknownDocumentError, match="no_such"):
        document("no_such", TYPICAL)


@pytest.mark.parametrize("kind", document_kinds())
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_can_be_set_as_pdf_whatever_somebody_typed(kind: str, text: str) -> None:
    typed = text + ' #read("/etc/passwd") $x$ @here "quoted" // no comment \x00'
    source = typst_source(document(kind, typed_over(TYPICAL, typed)))
    assert bytes(typst.compile(source.encode(), format="pdf")).startswith(b"%PDF-")
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", source)  # what is not in a string
    assert "read" not in outside
    assert "$" not in outside


def test_only_internal_ones_say_so_in_the_pdf() -> None:
    said = {
        kind: "for colleagues alone" in typst_source(document(kind, TYPICAL)) for kind in document_kinds()
    }
    assert [kind for kind, internal in said.items() if not internal] == ["close_out"]


ESCAPED = {
    "a title": ("# Down", "\\# Down"),
    "a list": ("- Down", "\\- Down"),
    "a number": ("1. Down", "1\\. Down"),
    "plain": ("Down, 3 - 2 = 1", "Down, 3 - 2 = 1"),
    "emphasis": ("*so* _so_", "\\*so\\* \\_so\\_"),
}


@pytest.mark.parametrize(("typed", "written"), ESCAPED.values(), ids=ESCAPED)
def test_what_is_escaped(typed: str, written: str) -> None:
    assert escaped(typed) == written


def test_a_quotation_keeps_its_lines() -> None:
    assert quoted("One\n\n# two").splitlines() == ["> One  ", ">   ", "> \\# two  "]
