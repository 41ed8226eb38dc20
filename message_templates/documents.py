"""Documents about one escalation: Markdown from the record, and the same as a page to be read or printed. Rows M8, D5.

A document is `documents/<kind>.j2`. Its first lines say who may read it; whatever a person typed is escaped, so that it
changes nothing around it. What is not known is said in words; a value that is missing is an error in the template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt

from message_templates.environment import an_environment
from message_templates.renderer import Audience, audience_of
from message_templates.safe import clean, one_line
from message_templates.shelf import ROOM, current, else_shipped, once_a_shelf

FOLDER = ROOM / "documents"

_BLANK_LINES = re.compile(r"\n{3,}")
_INLINE = re.compile(r"[\\`*_\[\]<>&~|]")
_AT_START = re.compile(r"^(\s*)([#+=>-]|\d{1,9}[.)](?=\s|$))")


class UnknownDocumentError(LookupError):
    """No template in `documents/` has that name."""


class Markdown(str):
    """Text that is Markdown of our own making."""

    __slots__ = ()


class Document(NamedTuple):
    """`markdown` is the source; `title` stands in it as well. An internal one never goes to the customer."""

    title: str
    markdown: str
    audience: Audience


@cache
def document_kinds() -> tuple[str, ...]:
    """Every document there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("[!_]*.j2")))


@else_shipped
def document(kind: str, context: Mapping[str, Any]) -> Document:
    """The document `kind` about the record's facts; its moments are local to whoever reads it.

    Raises UnknownDocumentError, and jinja2.UndefinedError for a fact that the template needs and nobody gave.
    """
    if kind not in document_kinds():
        raise UnknownDocumentError(f"no document is called {kind!r}")
    template = documents_environment().get_template(f"{kind}.j2")
    module = template.make_module(dict(context))
    title = one_line("".join(template.blocks["title"](template.new_context(dict(context)))))
    markdown = _BLANK_LINES.sub("\n\n", str(module).strip()) + "\n"
    return Document(title.replace("\\", ""), markdown, audience_of_document(kind))


@once_a_shelf
def audience_of_document(kind: str) -> Audience:
    """Who may read it, whatever is in it. Raises BrokenTemplateError where its template does not say."""
    path = f"documents/{kind}.j2"
    return audience_of(documents_environment().parse(current().read(path), path), path)


def page(made: Document) -> str:
    """The document as one page of HTML with nothing to load, fit to be printed."""
    body = MarkdownIt("commonmark", {"html": False}).render(made.markdown)
    return _pages().get_template("_page.html").render(title=made.title, body=body, audience=made.audience)


def escaped(text: str) -> Markdown:
    """One line of text, shown as it was typed: it formats nothing and begins nothing."""
    line = _INLINE.sub(lambda found: "\\" + found[0], one_line(text))
    return Markdown(_AT_START.sub(lambda found: f"{found[1]}{_guarded(found[2])}", line))


def _guarded(opening: str) -> str:
    return f"{opening[:-1]}\\{opening[-1]}"


def quoted(text: str) -> Markdown:
    """Several lines that somebody typed, as a quotation."""
    return Markdown("\n".join(f"> {escaped(line)}  " for line in clean(text).strip().splitlines()))


def full_stop(text: str) -> Markdown:
    """What somebody typed, ended as a sentence."""
    line = escaped(text)
    return line if line.endswith((".", "!", "?", "…")) else Markdown(f"{line}.")


def paragraphs(text: str) -> Markdown:
    """Several lines that somebody typed, each a line of its own."""
    return Markdown("\n\n".join(escaped(line) for line in clean(text).splitlines() if line.strip()))


def moment(at: datetime) -> Markdown:
    """With its zone: a document is read anywhere."""
    return Markdown(f"{at.day} {at:%b %Y, %H:%M %Z}")


def _finalize(value: object) -> str:
    if isinstance(value, Markdown):
        return value
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, datetime):
        return moment(value)
    if value is None or isinstance(value, (bool, list, tuple, dict)):
        raise TypeError(f"a document cannot say {value!r}")
    return str(value)


@once_a_shelf
def documents_environment() -> Environment:
    """Jinja as documents are read."""
    env = an_environment(
        "documents/",
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters = {
        "full_stop": full_stop,
        "quoted": quoted,
        "paragraphs": paragraphs,
        "length": len,
        "first": env.filters["first"],
    }
    return env


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER), autoescape=select_autoescape(default=True), auto_reload=False
    )
