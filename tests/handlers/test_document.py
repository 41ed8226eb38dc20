"""Documents in Slack: as of now, for whoever asks, within what a message holds. Row M8."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.block_kit import check_blocks
from services.add_note import AddNote, add_note
from tests.builders.escalations import MONDAY, a_request, an_acknowledged, an_escalation
from tests.builders.office import CASEY, PRIYA
from tests.handlers.door import Door


def _runs(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every piece of text in rich text."""
    for element in block.get("elements", ()):
        if element["type"].startswith("rich_text_"):
            yield from _runs(element)
        else:
            yield element


def test_the_tracking_document_is_shown_to_whoever_asks(door: Door) -> None:
    an_acknowledged(door.office)
    answer = door.command("document ESC-1")
    assert answer["response_type"] == "ephemeral"
    assert answer["text"] == "ESC-1 · Acme Ltd"
    assert check_blocks(answer["blocks"], "message") == []
    headers = [block["text"]["text"] for block in answer["blocks"] if block["type"] == "header"]
    assert headers[:2] == ["ESC-1 · Acme Ltd", "What is wrong"]
    assert "What the customer was told" in headers


def test_what_somebody_typed_is_read_letter_by_letter_and_calls_nobody(door: Door) -> None:
    typed = "<!channel> *not bold* <https://evil.example|click> & `code` # no title"
    an_escalation(door.office, problem=typed)
    blocks = door.command("document ESC-1")["blocks"]
    quotes = [
        element
        for block in blocks
        for element in block.get("elements", ())
        if element["type"] == "rich_text_quote"
    ]
    assert [run["text"] for run in quotes[0]["elements"]] == [typed]
    assert {run["type"] for block in blocks for run in _runs(block)} == {"text"}


def test_the_others_go_by_their_names(door: Door) -> None:
    an_acknowledged(door.office)
    assert door.command("document 1 brief")["text"] == "Acme Ltd: brief for the call (ESC-1)"
    assert door.command("document esc-1 hand-over")["text"] == "Acme Ltd: taking over ESC-1"
    assert door.command("document ESC-1 post-mortem")["text"] == "Post-mortem: Acme Ltd (ESC-1)"
    assert "has not been written" in door.command("document ESC-1 closeout")["text"]


def test_of_a_long_life_as_much_as_a_message_holds_and_where_the_rest_is(door: Door) -> None:
    one = an_acknowledged(door.office)
    for number in range(60):
        note = AddNote(a_request(), one, CASEY, f"{number} " + "a long note, " * 40)
        add_note(door.office, note, MONDAY)
    answer = door.command("document ESC-1")
    assert check_blocks(answer["blocks"], "message") == []
    said = [run["text"] for block in answer["blocks"] for run in _runs(block)]
    assert said[-1].endswith("export --ref ESC-1 --document tracking")
    assert sum(map(len, said)) <= 12_000


def test_an_outsider_gets_none_and_other_words_raise_an_escalation(door: Door) -> None:
    an_escalation(door.office)
    assert "Only people of this company" in door.command("document ESC-1", by=PRIYA)["text"]
    assert door.command("document ESC-1 cannot be opened") is None
    assert door.slack.opened[-1]["callback_id"] == "open_escalation"
