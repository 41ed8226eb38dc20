"""A team's own words change while the program runs: used or refused file by file, and `ops` hears of it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from message_templates import render
from message_templates.buttons import verb_label
from message_templates.own import use_own_words
from services.office import Office
from services.upkeep.reload_words import SeenWords, reload_words
from tests.builders.escalations import MONDAY, said

RIGHT = '[accept]\nlabel = "Mine"\n'
WRONG = '[accept]\nlable = "Mine"\n'
FAILS = (
    '{% set audience = "internal" %}{% block text_shown %}'
    "{% if place == 'CSTRANGE' %}{{ place|mention }}{% endif %}Ours.{% endblock %}"
)


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Path]:
    """The folder, with one file that is right."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "buttons.toml").write_text(RIGHT)
    yield folder
    use_own_words(None)


def look(office: Office, folder: Path, seen: SeenWords, minutes: int = 0) -> SeenWords:
    return reload_words(office, folder, seen, MONDAY + timedelta(minutes=minutes))


def told(office: Office) -> list[dict[str, object]]:
    return [message.context or {} for message in said(office, "ops_words_read")]


def test_the_first_look_puts_them_in_force_and_says_nothing(office: Office, words: Path) -> None:
    seen = look(office, words, SeenWords())
    assert verb_label("accept") == "Mine"
    assert look(office, words, seen) == seen
    assert told(office) == []


def test_a_change_is_in_force_at_the_next_look_and_told(office: Office, words: Path) -> None:
    seen = look(office, words, SeenWords())
    (words / "buttons.toml").write_text(RIGHT.replace("Mine", "It is mine"))
    look(office, words, seen)
    assert verb_label("accept") == "It is mine"
    assert told(office) == [{"used": ["buttons.toml"], "faults": [], "failed": None}]


def test_a_faulty_file_is_told_once_however_many_look(office: Office, words: Path) -> None:
    seen = look(office, words, SeenWords())
    (words / "buttons.toml").write_text(WRONG)
    for _ in range(2):
        look(office, words, seen)
    look(office, words, SeenWords(), minutes=90)
    (message,) = told(office)
    assert "did you mean label?" in str(message["faults"])
    assert verb_label("accept") == "I have it"


def test_what_failed_while_it_was_said_is_told_once(office: Office, words: Path) -> None:
    (words / "note_unread").mkdir()
    (words / "note_unread" / "message.j2").write_text(FAILS)
    seen = look(office, words, SeenWords())
    for _ in range(2):
        assert render("note_unread", {"place": "CSTRANGE"}).text != "Ours."
    seen = look(office, words, seen)
    look(office, words, seen)
    (message,) = told(office)
    assert message["failed"] == "note_unread: ValueError"


def test_a_folder_that_went_away_leaves_the_shipped_words(office: Office, words: Path) -> None:
    seen = look(office, words, SeenWords())
    (words / "buttons.toml").unlink()
    words.rmdir()
    look(office, words, seen)
    assert verb_label("accept") == "I have it"
    assert "there is nothing in it" in str(told(office))


def test_without_a_folder_nothing_is_looked_at(office: Office) -> None:
    assert reload_words(office, None, SeenWords(), MONDAY) == SeenWords()
