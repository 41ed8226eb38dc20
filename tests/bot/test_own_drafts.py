"""A team's own drafts: tried before they are used, a faulty one never, and how each reads."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import heard
from message_templates.draft_samples import SAMPLES
from message_templates.drafts import FOLDER, draft, draft_kinds
from message_templates.own_drafts import faults_of_own_drafts, use_own_drafts

OURS = "{% block subject %}About {{ customer }}{% endblock %}{% block words %}Dear {{ customer }}, hello.{% endblock %}"


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use_own_drafts(None)


def a_folder(tmp_path: Path, **drafts: str) -> Path:
    for kind, source in drafts.items():
        path = tmp_path / "drafts" / f"{kind.replace('__', '/')}.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return tmp_path


def test_a_draft_of_their_own_stands_in_place_of_the_shipped_one_and_no_other(tmp_path: Path) -> None:
    before = draft("introduction", SAMPLES["typical"])
    assert use_own_drafts(a_folder(tmp_path, update=OURS, hard__our_fault=OURS)) == []
    assert draft("update", SAMPLES["typical"]) == (
        "About Northwind Clinics",
        "Dear Northwind Clinics, hello.",
    )
    assert draft("hard/our_fault", SAMPLES["typical"]).subject == "About Northwind Clinics"
    assert draft("introduction", SAMPLES["typical"]) == before
    use_own_drafts(None)
    assert "What we know" in draft("update", SAMPLES["typical"]).words


def test_the_shipped_drafts_have_no_fault_themselves(tmp_path: Path) -> None:
    for kind in draft_kinds():
        a_folder(tmp_path, **{kind.replace("/", "__"): (FOLDER / f"{kind}.j2").read_text("utf-8")})
    assert faults_of_own_drafts(tmp_path) == []


FAULTS = {
    "a name that is none": ({"updates": OURS}, "no draft is called updates: did you mean update?"),
    "an internal fact": ({"update": OURS.replace("hello", "{{ severity }}")}, "no fact is called severity"),
    "a misspelt fact": ({"update": OURS.replace("customer", "custmer")}, "did you mean customer?"),
    "a block that lacks": ({"update": "{% block words %}x{% endblock %}"}, "no block called subject"),
    "no Jinja": ({"update": "{% block subject %}\n{% if %}"}, "line 2:"),
    "a filter that is none": ({"update": OURS.replace("}}, hello", "|shout }}")}, "shout"),
    "what may be unknown": (
        {"update": OURS.replace("hello", "{{ cause }}")},
        "with the shortest record: a draft cannot",
    ),
    "too long": ({"update": OURS.replace("hello", "{{ problem|quoted }} " * 9)}, "of which Slack takes 3000"),
    "out of its box": ({"update": OURS.replace("hello", "{{ now.__class__.__mro__ }}")}, "unsafe"),
    "nothing said": ({"update": OURS.replace("Dear {{ customer }}, hello.", "")}, "are empty"),
}


@pytest.mark.parametrize(("drafts", "said"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_draft_is_not_used_and_its_fault_is_named(
    tmp_path: Path, drafts: dict[str, str], said: str
) -> None:
    shipped = draft("update", SAMPLES["typical"])
    (fault, *_) = use_own_drafts(a_folder(tmp_path, **drafts))
    assert said in fault
    assert str(tmp_path / "drafts") in fault
    assert draft("update", SAMPLES["typical"]) == shipped


def test_an_empty_folder_is_a_mistake_as_well(tmp_path: Path) -> None:
    assert "there is no draft in it" in faults_of_own_drafts(tmp_path)[0]


def test_the_commands_check_and_show(tmp_path: Path) -> None:
    run = CliRunner()
    folder = str(a_folder(tmp_path, update=OURS))
    assert run.invoke(heard, ["templates", "check", folder]).exit_code == 0
    shown = run.invoke(heard, ["templates", "preview", "update", "--folder", folder])
    assert shown.stdout == "About Northwind Clinics\n\nDear Northwind Clinics, hello.\n"
    minutes = run.invoke(heard, ["templates", "preview", "acknowledgement", "--record", "shortest"])
    assert "[fill in: " in minutes.stdout
    a_folder(tmp_path, introduction="{% block words %}")
    refused = run.invoke(heard, ["templates", "check", folder])
    assert refused.exit_code == 2
    assert "introduction.j2: line 1" in refused.stderr


def test_the_start_says_so_loudly_and_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from bot.demo.stage import staged

    with caplog.at_level(logging.ERROR), pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARD_TEMPLATES", str(a_folder(tmp_path, update="{{ nonsense }}")))
        with staged(speed=1, port=0):
            pass
    assert "the shipped draft is used" in caplog.text
