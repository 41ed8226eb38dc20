"""What is wrong with a table of a team's own: forms, buttons, short answers, guidance; it names what it changes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from message_templates.as_read import mentions
from message_templates.environment import environment
from message_templates.own.facts import facts_of, hint, unknown_facts
from message_templates.renderer import Rendered, render
from message_templates.samples.messages import of_message
from message_templates.samples.sentences import GIVEN
from message_templates.sentences import sentence
from message_templates.shelf import SHIPPED, current, reading_from
from message_templates.tables import shipped_table

LONGEST_SENTENCE = 400
"""Characters that are read where a sentence is shown: under a field, or as a private answer."""
LONGEST = 3000
_LONGEST_OF: Mapping[str, int] = {
    "title": 24, "submit": 24, "close": 24, "label": 2000, "hint": 2000, "placeholder": 150,
}  # fmt: skip
"""Characters that Slack takes, by what a form's word is called."""
_BUTTON = 75
"""Likewise, of a button, and of an option in a menu."""
_STYLES = ("primary", "danger")
_SHARES = "shares"
"""Says of what files a form is made; no words."""


def table_faults(path: str) -> list[str]:
    """Everything that is wrong with the table at `path` of the shelf that is read from."""
    try:
        own = tomllib.loads(current().read(path))
    except tomllib.TOMLDecodeError as error:
        return [str(error)]
    faults = list(_differences(own, shipped_table(path), ""))
    if faults:
        return faults
    if path == "sentences.toml":
        return [fault for table in own.values() for key in table for fault in _sentence_faults(key)]
    if path == "buttons.toml":
        return [fault for verb, words in own.items() for fault in _button_faults(verb, words)]
    if path == "guide/words.toml":
        return _guide_faults()
    return list(_form_faults(own, shipped_table(path), ""))


def _differences(own: Mapping[str, Any], shipped: Mapping[str, Any], at: str) -> Iterator[str]:
    """Words that replace nothing, or something else than words."""
    for key, value in own.items():
        where = f"{at}.{key}" if at else key
        if key == _SHARES and value == shipped.get(key):
            continue  # the whole of the shipped file was copied
        if key not in shipped or key == _SHARES:
            yield f"{where}: there is nothing of that name here: {hint(key, set(shipped) - {_SHARES})}"
        elif isinstance(value, dict) and isinstance(shipped[key], dict):
            yield from _differences(value, shipped[key], where)
        elif type(value) is not type(shipped[key]):
            yield f"{where}: must be {_kind(shipped[key])}, as in the shipped file"
        elif isinstance(value, str) and not value.strip():
            yield f"{where}: says nothing"
        elif isinstance(value, list):
            yield from _list_faults(value, shipped[key], where)


def _list_faults(own: list[Any], shipped: list[Any], where: str) -> Iterator[str]:
    if not own:
        yield f"{where}: says nothing"
    kinds = {frozenset(item) if isinstance(item, dict) else type(item) for item in shipped}
    for item in own:
        kind = frozenset(item) if isinstance(item, dict) else type(item)
        if kind not in kinds or any(not str(word).strip() for word in _words_in(item)):
            yield f"{where}: its entries must be as in the shipped file"
            return


def _words_in(item: Any) -> list[Any]:
    return list(item.values()) if isinstance(item, dict) else [item]


def _kind(value: object) -> str:
    match value:
        case str():
            return "words"
        case dict():
            return "a table"
        case list():
            return "a list"
    return type(value).__name__


def _sentence_faults(key: str) -> list[str]:
    shipped = next(table[key] for table in shipped_table("sentences.toml").values() if key in table)
    own = next(
        table[key] for table in tomllib.loads(current().read("sentences.toml")).values() if key in table
    )
    try:
        used, known = (_facts_in(source) for source in (own, shipped))
        faults = unknown_facts(used, known, [dict.fromkeys(environment().globals)])
        if not faults:
            with reading_from(SHIPPED):
                before = sentence(key, **GIVEN)
            faults = _said_faults(before, sentence(key, **GIVEN))
    except TemplateSyntaxError as error:
        faults = [error.message or "cannot be read"]
    except (TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
        faults = [str(error)]
    return [f"{key}: {fault}" for fault in faults]


def _facts_in(source: str) -> set[str]:
    return facts_of("", lambda path: current().read(path) if path else source)


def _said_faults(before: str, after: str) -> list[str]:
    if not after.strip():
        return ["says nothing"]
    if len(after) > LONGEST_SENTENCE:
        return [f"{len(after)} characters, and {LONGEST_SENTENCE} are read"]
    called = _called(after) - _called(before)
    return [f"calls {', '.join(sorted(called))}, whom the shipped words do not call"] if called else []


def _called(text: str) -> set[str]:
    return mentions(Rendered(text, (), "internal"))


def _button_faults(verb: str, words: Mapping[str, Any]) -> list[str]:
    faults = []
    if len(words.get("label", "")) > _BUTTON:
        faults.append(f"{verb}.label: {len(words['label'])} characters, of which Slack takes {_BUTTON}")
    if words.get("style", "primary") not in _STYLES:
        faults.append(f"{verb}.style: there is {' and '.join(_STYLES)}")
    return faults


def _guide_faults() -> list[str]:
    for record, context in of_message("guide").items():
        try:
            render("guide", context)
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            return [f"with the {record} record: {error}"]
    return []


def _form_faults(
    own: Mapping[str, Any], shipped: Mapping[str, Any], at: str, among_options: bool = False
) -> Iterator[str]:
    for key, value in own.items():
        where = f"{at}.{key}" if at else key
        if isinstance(value, dict):
            yield from _form_faults(value, shipped[key], where, key == "options")
        elif isinstance(value, str):
            most = _BUTTON if among_options else _LONGEST_OF.get(key, LONGEST)
            if len(value) > most:
                yield f"{where}: {len(value)} characters, of which Slack takes {most}"
            before, after = _filled_in(shipped[key]), _filled_in(value)
            if before != after:
                yield f"{where}: what is filled in must be {_braced(before)}, and is {_braced(after)}"


def _filled_in(words: str) -> list[str]:
    """What a form fills in: all that stands in braces."""
    try:
        return sorted({name for _, name, _, _ in Formatter().parse(words) if name is not None})
    except ValueError:
        return ["a brace that is not closed"]


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "nothing"
