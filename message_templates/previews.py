"""How anything that has words reads of a sample record: for whoever writes words of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from message_templates.as_read import as_read
from message_templates.documents import document, document_kinds
from message_templates.drafts import draft, draft_kinds
from message_templates.forms import form, form_names
from message_templates.renderer import names, render
from message_templates.samples.documents import of_document
from message_templates.samples.drafts import SAMPLES
from message_templates.samples.messages import of_message
from message_templates.samples.sentences import GIVEN
from message_templates.samples.things import CASEY, NAMES
from message_templates.sentences import keys, sentence
from message_templates.timeline import events, timeline_line


class UnknownNameError(LookupError):
    """Nothing that has words is called so."""


class AmbiguousNameError(LookupError):
    """Several things are called so."""


class Preview(NamedTuple):
    """As it reads; `blocks` where it is a message."""

    text: str
    blocks: Sequence[Mapping[str, Any]] = ()


def preview(name: str, record: str) -> Preview:
    """`name` said of the sample `record`. Raises UnknownNameError and AmbiguousNameError."""
    folder, _, of_it = _whole_name(name).partition("/")
    return _SHOWN[folder](of_it, record) if of_it else _message(folder, record)


def previewable() -> list[str]:
    """Everything that has words, in its folder; messages stand in none."""
    return [*names(), *(f"{folder}/{name}" for folder, every in _EVERY.items() for name in every())]


def _whole_name(name: str) -> str:
    """With its folder. A draft may be called without it, whatever else has its name."""
    known = previewable()
    if f"drafts/{name}" in known:
        return f"drafts/{name}"
    if name in known:
        return name
    found = [whole for whole in known if whole.endswith(f"/{name}")]
    if len(found) > 1:
        raise AmbiguousNameError(f"{name}: say which: {', '.join(found)}")
    if not found:
        close = get_close_matches(name, known, n=3)
        near = f"; there is {', '.join(close)}" if close else ""
        raise UnknownNameError(f"{name}: nothing is called so{near}")
    return found[0]


def _message(name: str, record: str) -> Preview:
    rendered = render(name, of_message(name)[record])
    return Preview(as_read(rendered), rendered.blocks)


def _draft(kind: str, record: str) -> Preview:
    made = draft(kind, SAMPLES[record])
    return Preview(f"{made.subject}\n\n{made.words}")


def _document(kind: str, record: str) -> Preview:
    return Preview(document(kind, of_document(kind)[record]).markdown.rstrip())


def _form(name: str, _record: str) -> Preview:
    return Preview("\n".join(_lines(form(name), "")))


def _lines(words: Mapping[str, Any], at: str) -> Iterator[str]:
    for key, value in words.items():
        where = f"{at}.{key}" if at else key
        if isinstance(value, Mapping):
            yield from _lines(value, where)
        else:
            yield f"{where}: {value}"


def _sentence(key: str, _record: str) -> Preview:
    return Preview(sentence(key, **GIVEN))


def _event(event: str, _record: str) -> Preview:
    return Preview(timeline_line(event, GIVEN, CASEY, NAMES))


_EVERY: Mapping[str, Callable[[], Iterable[str]]] = {
    "drafts": draft_kinds,
    "documents": document_kinds,
    "forms": form_names,
    "sentences": keys,
    "timeline": lambda: sorted(events()),
}
_SHOWN: Mapping[str, Callable[[str, str], Preview]] = {
    "drafts": _draft,
    "documents": _document,
    "forms": _form,
    "sentences": _sentence,
    "timeline": _event,
}
