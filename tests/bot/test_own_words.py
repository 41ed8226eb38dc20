"""A team's own words on the command line: checked, previewed, refused loudly, and the program starts all the same."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import heard
from message_templates.own import use_own_words
from policy.load import policy_file

OURS = "{% block subject %}About {{ customer }}{% endblock %}{% block words %}Dear {{ customer }}, hello.{% endblock %}"


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use_own_words(None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Words of a team's own."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "update.j2").write_text(OURS, "utf-8")
    return tmp_path


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(heard, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


def test_what_is_right_is_said_to_be_and_what_is_wrong_is_named(folder: Path) -> None:
    assert run("templates", "check", folder)[0] == 0
    assert run("policy", "check", policy_file("sev"), "--templates", folder)[0] == 0
    (folder / "buttons.toml").write_text("[acept]", "utf-8")
    for command in (("templates", "check", folder), ("policy", "check", "sev", "--templates", folder)):
        status, _, said = run(*command)
        assert (status, "buttons.toml: acept: there is nothing of that name here" in said) == (2, True)


PREVIEWS = {
    "a draft of their own": ("update", "About Northwind Clinics\n\nDear Northwind Clinics, hello.\n"),
    "a message": ("card", "*Owner:* <@UCASEY>"),
    "a document": ("tracking", "# ESC-7 · Northwind Clinics"),
    "a form": ("forms/resolve", "title: Resolve"),
    "a sentence": ("already_over", "ESC-7 is resolved."),
    "an event": ("timeline/resolved", "Casey Okoro resolved it"),
}


@pytest.mark.parametrize(("name", "said"), PREVIEWS.values(), ids=PREVIEWS)
def test_anything_that_has_words_can_be_seen(folder: Path, name: str, said: str) -> None:
    status, shown, _ = run("templates", "preview", name, "--folder", folder)
    assert (status, said in shown) == (0, True), shown


def test_a_preview_is_of_the_record_that_was_named(folder: Path) -> None:
    assert "[fill in: " in run("templates", "preview", "acknowledgement", "--record", "shortest")[1]
    longest = run("templates", "preview", "card", "--record", "longest")[1]
    assert "Ünbelievably long words" in longest


def test_a_message_can_be_seen_as_blocks_and_only_a_message(folder: Path) -> None:
    blocks = json.loads(run("templates", "preview", "card", "--blocks")[1])["blocks"]
    assert blocks[0]["type"] == "header"
    assert run("templates", "preview", "drafts/update", "--blocks")[0] == 2


def test_a_name_that_says_too_little_or_nothing_is_answered_with_what_there_is() -> None:
    assert "documents/close_out, forms/close_out" in run("templates", "preview", "close_out")[2]
    assert "there is card" in run("templates", "preview", "carrd")[2]


def test_the_start_says_so_loudly_and_goes_on(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    from bot.demo.stage import staged

    (folder / "drafts" / "update.j2").write_text("{{ nonsense }}", "utf-8")
    with caplog.at_level(logging.ERROR), pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARD_TEMPLATES", str(folder))
        with staged(speed=1, port=0):
            pass
    assert "the shipped words are used" in caplog.text
