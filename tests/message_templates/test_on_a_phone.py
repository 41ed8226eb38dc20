"""On a phone or read aloud: the first words say what it is, one person is called at most, the order makes sense."""

from __future__ import annotations

import re

import pytest

from message_templates import Rendered, names, render
from message_templates.as_read import mentions
from message_templates.samples import NAMES, TYPICAL

FIRST_WORDS = 120
"""Characters that a notification shows before it cuts."""

_MARKUP = re.compile(r"<[^>|]*\|?([^>]*)>|:[a-z0-9_+-]+:|[*_~`]")

CALLS_SEVERAL: dict[str, str] = {}
"""Messages that call more than one person, each with why that must be."""


def read(name: str) -> Rendered:
    return render(name, {**TYPICAL[name], "names": NAMES})


def aloud(text: str) -> str:
    """Without the markup, as it is read out."""
    return _MARKUP.sub(lambda found: found[1] or "", text).strip()


@pytest.mark.parametrize("name", names())
def test_one_person_is_called_at_most(name: str) -> None:
    called = mentions(read(name))
    assert len(called) <= 1 or name in CALLS_SEVERAL, called


@pytest.mark.parametrize("name", [name for name in names() if "e" in TYPICAL[name]])
def test_a_notification_says_which_escalation_it_is_about(name: str) -> None:
    assert TYPICAL[name]["e"]["ref"] in aloud(read(name).text)[:FIRST_WORDS]


@pytest.mark.parametrize("name", names())
def test_the_first_line_says_what_it_is(name: str) -> None:
    first = aloud(read(name).text.splitlines()[0])
    assert re.search(r"\w{3}", first), "nothing to read"
    assert not first.startswith((">", "&gt;")), "somebody's words, and nobody knows whose"


@pytest.mark.parametrize("name", names())
def test_words_come_first_then_what_to_press_then_small_print(name: str) -> None:
    kinds = [block["type"] for block in read(name).blocks]
    assert kinds[:1] in ([], ["header"], ["section"])
    pressed_at = kinds.index("actions") if "actions" in kinds else len(kinds)
    assert set(kinds[pressed_at + 1 :]) <= {"context"}


def test_no_exception_is_kept_that_is_none() -> None:
    assert [name for name in CALLS_SEVERAL if len(mentions(read(name))) <= 1] == []
