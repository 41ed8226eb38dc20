"""A team's own words: tried before they are used, a faulty file never, and none of them loses a message."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from message_templates import form, render, sentence, timeline_line
from message_templates.buttons import verb_label
from message_templates.documents import document
from message_templates.drafts import draft
from message_templates.own import own_words, use_own_words
from message_templates.samples import TYPICAL, of_message
from message_templates.samples.documents import of_document
from message_templates.samples.drafts import SAMPLES
from message_templates.shelf import ROOM, current

MESSAGE = '{% set audience = "internal" %}{% block text_shown %}WORDS{% endblock %}'
DRI_NAMED = (ROOM / "dri_named/message.j2").read_text("utf-8")
DRAFT = "{% block subject %}About {{ customer }}{% endblock %}{% block words %}WORDS{% endblock %}"
TRACKING = (ROOM / "documents/tracking.j2").read_text("utf-8")


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use_own_words(None)


def a_folder(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_every_kind_of_words_can_be_a_teams_own_and_all_others_stay(tmp_path: Path) -> None:
    before = render("home_line", TYPICAL["home_line"])
    files = {
        "dri_named/message.j2": DRI_NAMED.replace("you are the DRI for", "this one is yours:"),
        "parts/headline.j2": "{{ e.ref }}, {{ e.customer|cut(80) }}, {{ e.severity }}\n",
        "timeline/resolved.j2": "{% include 'timeline/_actor.j2' %} made an end of it",
        "sentences.toml": '[refused]\nalready_over = "{{ ref }} is {{ status }}: too late."\n',
        "buttons.toml": '[accept]\nlabel = "Mine"\n',
        "forms/resolve.toml": 'title = "It works again"\n[cause]\nlabel = "Why was that?"\n',
        "guide/words.toml": '[case.our_fault]\nshort = "say so, and mend it."\n',
        "drafts/update.j2": DRAFT.replace("WORDS", "Dear {{ customer }}, hello."),
        "documents/tracking.j2": TRACKING.replace("## Root cause", "## Why"),
    }
    found = use_own_words(a_folder(tmp_path, files))
    assert found.faults == ()
    assert set(found.used) == set(files)
    said = render("dri_named", TYPICAL["dri_named"])
    assert "this one is yours:" in said.text
    assert said.blocks[1]["elements"][0]["text"]["text"] == "Mine"
    assert render("card", TYPICAL["card"]).text.startswith("ESC-7, Acme Ltd, SEV-1")
    assert timeline_line("resolved", {}, "heard") == "Heard made an end of it"
    assert sentence("already_over", ref="ESC-7", status="closed") == "ESC-7 is closed: too late."
    assert form("resolve")["title"] == "It works again"
    assert form("resolve")["cause"]["hint"], "what they did not name is still there"
    assert draft("update", SAMPLES["typical"]).words == "Dear Northwind Clinics, hello."
    assert "## Why" in document("tracking", of_document("tracking")["typical"]).markdown
    assert "mend it" in render("guide", of_message("guide")["typical"]).text
    assert verb_label("resolve") == "Resolve"

    use_own_words(None)
    assert render("home_line", TYPICAL["home_line"]) == before
    assert verb_label("accept") == "I have it"


def test_a_copy_of_everything_that_is_shipped_has_no_fault(tmp_path: Path) -> None:
    for folder in ("drafts", "documents", "forms", "guide", "timeline", "card", "nudge", "parts"):
        shutil.copytree(ROOM / folder, tmp_path / folder, ignore=shutil.ignore_patterns("_page.html"))
    for name in ("sentences.toml", "buttons.toml"):
        shutil.copy(ROOM / name, tmp_path / name)
    (tmp_path / "README.md").write_text("Ours.")
    assert own_words(tmp_path).faults == ()


FAULTS = {
    "a message that is none": ("carb/message.j2", MESSAGE, "stands in place of nothing"),
    "a file that is no words": ("renderer.py", "print()", "stands in place of nothing"),
    "no Jinja": ("card/message.j2", "{% set audience = 'internal' %}\n{% if %}", "line 2:"),
    "an unknown fact": ("note_unread/message.j2", MESSAGE.replace("WORDS", "{{ plaice }}"), "did you mean place?"),
    "an unknown fact in a branch that no sample takes": (
        "note_unread/message.j2",
        MESSAGE.replace("WORDS", "x{% if place == 'y' %}{{ plaice }}{% endif %}"),
        "did you mean place?",
    ),
    "an unknown part of a fact": (
        "product_told/message.j2",
        MESSAGE.replace("WORDS", "{% if not e %}{{ e.custmer }}{% endif %}x"),
        "e has no custmer: did you mean customer?",
    ),
    "an unknown part of a row": (
        "list/message.j2",
        MESSAGE.replace("WORDS", "{% for row in rows %}{{ row.custmer }}{% endfor %}"),
        "did you mean customer?",
    ),
    "what may be unknown": (
        "note_added/message.j2",
        MESSAGE.replace("WORDS", "{{ author|name }}"),
        "with the shortest record",
    ),
    "nothing said": ("note_unread/message.j2", MESSAGE.replace("WORDS", ""), "the text came out empty"),
    "no text": ("note_unread/message.j2", '{% set audience = "internal" %}', "needs one block called text"),
    "no audience": ("note_unread/message.j2", MESSAGE[30:], "must set audience"),
    "written for the customer": (
        "note_unread/message.j2",
        MESSAGE.replace("internal", "customer").replace("WORDS", "x"),
        "it is written for customer readers, and the shipped one for internal",
    ),
    "a lost button": (
        "dri_named/message.j2",
        DRI_NAMED.replace("{% for verb in buttons %}", "{% for verb in buttons if verb == 'accept' %}"),
        "lost: “Customer told” (acknowledge)",
    ),
    "an unknown button": (
        "dri_named/message.j2",
        DRI_NAMED.replace("{% block actions %}", '{% block actions %}{{ add_button("acept", e.id) }}'),
        "with the typical record: 'acept'",
    ),
    "somebody who is not called any more": (
        "dri_named/message.j2", DRI_NAMED.replace("|mention", "|name"), "does not call @UCASEY",
    ),
    "everybody called": (
        "dri_named/message.j2", DRI_NAMED.replace("you are", "<!channel> you are"), "calls !channel",
    ),
    "too long": (
        "note_unread/message.j2", MESSAGE.replace("WORDS", "words and words " * 300), "longer than Slack takes",
    ),
    "out of its box": (
        "note_unread/message.j2", MESSAGE.replace("WORDS", "{{ place.__class__.__mro__ }}"), "unsafe",
    ),
    "out of its box by a function of ours": (
        "note_unread/message.j2",
        MESSAGE.replace("WORDS", "{{ add_button.__func__.__globals__ }}"),
        "unsafe",
    ),
    "changes what it is told": (
        "product_told/message.j2", MESSAGE.replace("WORDS", "x{{ e.clear() }}"), "has no clear",
    ),
    "fills the memory": (
        "note_unread/message.j2", MESSAGE.replace("WORDS", "{{ 'x' * 1000000000 }}"), "do not calculate",
    ),
    "reads another file": (
        "note_unread/message.j2", MESSAGE.replace("WORDS", '{% include "renderer.py" %}'), "only another template",
    ),
    "reads a file that it makes up": (
        "note_unread/message.j2", MESSAGE.replace("WORDS", "{% include place %}"), "only another template",
    ),
    "includes itself": ("parts/why.j2", '{% include "parts/why.j2" %}', "includes itself"),
    "a part that some message cannot use": ("parts/headline.j2", "{{ told }}", "no fact is called told"),
    "an unknown fact of an event": ("timeline/resolved.j2", "{{ sumary }}", "did you mean summary?"),
    "an event that says nothing": ("timeline/resolved.j2", "{{ summary }}", "it says nothing"),
    "a document for somebody else": (
        "documents/tracking.j2",
        TRACKING.replace('audience = "internal"', 'audience = "customer"'),
        "it is written for customer readers",
    ),
    "a document that says None": (
        "documents/tracking.j2", TRACKING.replace("{{ status }}", "{{ cover }}"), "a document cannot say None",
    ),
    "an internal fact for the customer": (
        "documents/close_out.j2",
        '{% set audience = "customer" %}\n# {% block title %}x{% endblock %}\n{{ nudges }}',
        "no fact is called nudges",
    ),
    "how documents look": ("documents/_page.html", "x", "stands in place of nothing"),
    "an internal fact in a draft": (
        "drafts/update.j2", DRAFT.replace("WORDS", "{{ severity }}"), "no fact is called severity",
    ),
    "a draft without a subject": (
        "drafts/update.j2", "{% block words %}x{% endblock %}", "there is no block called subject",
    ),
    "a filter that is none": ("drafts/update.j2", DRAFT.replace("WORDS", "{{ customer|shout }}"), "shout"),
    "a draft of what may be unknown": (
        "drafts/update.j2", DRAFT.replace("WORDS", "{{ cause }}"), "with the shortest record: a draft cannot",
    ),
    "a draft too long": (
        "drafts/update.j2", DRAFT.replace("WORDS", "{{ problem|quoted }} " * 9), "of which Slack takes 3000",
    ),
    "a draft out of its box": (
        "drafts/update.j2", DRAFT.replace("WORDS", "{{ now.__class__.__mro__ }}"), "unsafe",
    ),
    "no table": ("sentences.toml", "[refused", "at the end of"),
    "an unknown sentence": ("sentences.toml", '[refused]\nalready_ovr = "x"', "did you mean already_over?"),
    "an unknown fact of a sentence": (
        "sentences.toml", '[refused]\nalready_over = "{{ reff }}"', "already_over: no fact is called reff",
    ),
    "a sentence that says nothing": ("sentences.toml", '[refused]\nalready_over = " "', "says nothing"),
    "a sentence without end": (
        "sentences.toml", f'[refused]\nalready_over = "{"x" * 401}"', "401 characters, and 400 are read",
    ),
    "a sentence that calls": (
        "sentences.toml", '[refused]\nalready_over = "<!here> too late"', "calls !here",
    ),
    "an unknown verb": ("buttons.toml", '[acept]\nlabel = "x"', "did you mean accept?"),
    "a button too long": ("buttons.toml", f'[accept]\nlabel = "{"x" * 76}"', "76 characters, of which Slack takes 75"),
    "a colour that is none": ("buttons.toml", '[accept]\nstyle = "green"', "primary and danger"),
    "an unknown field": ("forms/resolve.toml", '[casue]\nlabel = "x"', "did you mean cause?"),
    "an unknown option": (
        "forms/shared/telling.toml", '[channel.options]\npigeon = "Pigeon"', "channel.options.pigeon: there is nothing",
    ),
    "no words where words are": ("forms/resolve.toml", "title = 7", "title: must be words"),
    "a title too long": ("forms/resolve.toml", f'title = "{"x" * 25}"', "25 characters, of which Slack takes 24"),
    "a lost value": (
        "forms/post_update.toml", 'still_working = "Still at it."', "what is filled in must be {next}, and is nothing",
    ),
    "a value with a tail": (
        "forms/post_update.toml",
        'still_working = "At it until {next.__class__}."',
        "must be {next}, and is {next.__class__}",
    ),
    "empty guidance": ("guide/words.toml", "[case.our_fault]\ndo = []", "case.our_fault.do: says nothing"),
    "guidance of another make": ("guide/words.toml", '[[heard]]\nletter = "H"', "as in the shipped file"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_refused_by_name_and_the_shipped_words_stay(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    found = use_own_words(a_folder(tmp_path, {name: text}))
    assert found.used == ()
    assert any(said in fault for fault in found.faults), found.faults
    assert all(f"{tmp_path}: {name}: " in fault for fault in found.faults)
    assert current().own == {}


def test_one_faulty_file_does_not_keep_the_others_back(tmp_path: Path) -> None:
    good = {"buttons.toml": '[accept]\nlabel = "Mine"\n'}
    found = use_own_words(a_folder(tmp_path, {**good, "card/message.j2": "{{ nonsense"}))
    assert found.used == ("buttons.toml",)
    assert len(found.faults) == 1
    assert verb_label("accept") == "Mine"


def test_what_cannot_be_read_and_what_is_not_there_are_faults_too(tmp_path: Path) -> None:
    assert "there is nothing in it" in own_words(tmp_path / "nowhere").faults[0]
    (tmp_path / "buttons.toml").write_bytes(b"\xff\xfe")
    assert "cannot be read as text in UTF-8" in own_words(tmp_path).faults[0]


FAILS_ON_ACME = MESSAGE.replace("WORDS", "{% if place == 'CSTRANGE' %}{{ place|mention }}{% endif %}Ours.")


def test_words_that_fail_while_they_are_said_are_said_in_the_shipped_ones(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shipped = render("note_unread", {"place": "CSTRANGE"})
    assert use_own_words(a_folder(tmp_path, {"note_unread/message.j2": FAILS_ON_ACME})).faults == ()
    with caplog.at_level(logging.ERROR):
        assert render("note_unread", {"place": "CSTRANGE"}) == shipped
        render("note_unread", {"place": "CSTRANGE"})
    assert render("note_unread", {"place": "CHOME"}).text == "Ours."
    assert current().failed == ["note_unread: ValueError"]
    assert caplog.text.count("the shipped ones were used") == 1


def test_what_the_shipped_words_cannot_say_either_is_the_callers_fault(tmp_path: Path) -> None:
    use_own_words(a_folder(tmp_path, {"note_unread/message.j2": FAILS_ON_ACME}))
    with pytest.raises(TypeError, match="StrictUndefined"):
        render("note_unread", {})
    assert current().failed == []


def test_the_longest_of_a_message_still_fits(tmp_path: Path) -> None:
    words = DRI_NAMED.replace("{% block text_shown %}", "{% block text_shown %}{{ e.problem|quote }}\n")
    words = words.replace("{{ e.customer|cut(80) }}", "{{ e.customer }}")
    assert use_own_words(a_folder(tmp_path, {"dri_named/message.j2": words})).faults == ()
    said = render("dri_named", of_message("dri_named")["longest"])
    assert len(said.text) <= 4000
    assert said.text.endswith("…")
