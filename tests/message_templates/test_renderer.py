"""How words become blocks, and what happens to what is too long or missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError, meta

from message_templates import UnknownMessageError, names, render
from message_templates.as_read import mentions
from message_templates.buttons import Buttons
from message_templates.environment import environment
from message_templates.fit import fit, packed
from message_templates.limits import units
from message_templates.markup import cut, mention, quote, when
from message_templates.safe import finalize
from message_templates.samples import CALL, CARD, CASEY, NAMES, TYPICAL, E
from message_templates.shelf import ROOM

PROVIDED = {
    "next_row",
    "row_button",
    "row_menu",
    "add_button",
    "add_link_button",
    "add_menu",
    "field",
    "namespace",
    "timeline_line",
}
OPTIONAL = {"names"}
LOCAL_TO_PARTS = {"case", "ask", "button", "deadline", "row", "item", "items", "line", "part", "step"}
LOCAL_TO_PARTS |= {"answer", "change", "finding"}


@pytest.mark.parametrize("name", names())
def test_every_message_is_internal_but_the_one_for_a_customer_which_is_given_nothing_of_ours(
    name: str,
) -> None:
    for_customer = render(name, TYPICAL[name]).audience == "customer"
    assert for_customer is (name == "said_to_customer")
    assert not for_customer or set(TYPICAL[name]) == {"words", "signed"}


@pytest.mark.parametrize("name", names())
def test_a_message_uses_only_what_its_context_gives(name: str) -> None:
    env = environment()
    wanted: set[str] = set()
    waiting, seen = [f"{name}/message.j2"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        tree = env.parse((ROOM / path).read_text("utf-8"))
        wanted |= meta.find_undeclared_variables(tree)
        waiting += [found for found in meta.find_referenced_templates(tree) if found]
    assert wanted - PROVIDED - OPTIONAL - LOCAL_TO_PARTS <= set(TYPICAL[name])


def test_a_missing_value_fails_and_is_not_passed_over() -> None:
    with pytest.raises(UndefinedError):
        render("dri_named", {"e": E})


def test_an_unknown_message_is_named() -> None:
    with pytest.raises(UnknownMessageError, match="no_such"):
        render("no_such", {})


@pytest.mark.parametrize("value", [None, True, ["a"], {"a": 1}])
def test_what_nobody_can_read_is_never_printed(value: object) -> None:
    with pytest.raises(TypeError):
        finalize(value)


def test_names_that_are_known_call_nobody() -> None:
    said = render("card", {**CARD, "names": NAMES})
    assert mentions(said) == {f"@{CASEY}"}
    assert "Vera Castellanos" in str(said.blocks)


def test_a_name_is_escaped_like_everything_that_people_type() -> None:
    said = render("card", {**CARD, "names": {**NAMES, "UVERA": "<!here> *Vera*"}})
    assert "<!here>" not in str(said.blocks)


def test_two_asks_in_one_nudge_have_a_button_each() -> None:
    asks = [
        {"kind": "ask", "label": "name the engineer", "due": 1794823200, "step": "due", "deadline_id": number,
         "overdue_minutes": 0, "snoozed": None}
        for number in (4, 5)
    ]  # fmt: skip
    buttons = [
        {"verb": "answer_ask", "deadline_id": number, "label": f"Name engineer {number}"} for number in (4, 5)
    ]
    said = render("nudge", {**TYPICAL["nudge"], "items": asks, "buttons": buttons})
    pressed = [(b["text"]["text"], b["action_id"], b.get("value")) for b in said.blocks[1]["elements"]]
    assert pressed[:2] == [
        ("Name engineer 4", "answer_ask", "7:4"),
        ("Name engineer 5", "answer_ask:2", "7:5"),
    ]


def test_the_same_button_twice_is_one_and_only_the_first_is_coloured() -> None:
    buttons = Buttons()
    buttons.add_button("post_update", 7)
    buttons.add_button("post_update", 7)
    buttons.add_button("accept", 7)
    (block,) = buttons.blocks()
    assert [(b["action_id"], b.get("style")) for b in block["elements"]] == [
        ("post_update", "primary"),
        ("accept", None),
    ]


def test_without_an_ask_there_is_no_button_to_answer_it() -> None:
    said = render("tier_notified", {**CALL, "asked": None, "button": None, "answer_by": None})
    assert "answer_ask" not in str(said.blocks)
    assert "Nothing is asked of you" in said.text


@given(st.text(min_size=1), st.integers(2, 60))
def test_a_cut_is_never_longer_than_allowed(text: str, length: int) -> None:
    assert units(cut(text, length)) <= max(length, 2)


def test_a_cut_ends_at_a_word_and_says_that_it_is_one() -> None:
    assert cut("Nobody can log in since this morning", 20) == "Nobody can log in…"


def test_a_cut_does_not_take_an_emoji_apart() -> None:
    assert cut("ab👩🏽‍💻cd", 6) in ("ab…", "a…")


@given(
    st.lists(st.sampled_from([mention("U1"), when(1794823200), "words ", "&amp;", "&lt;b&gt;"]), max_size=60)
)
def test_finished_markup_is_never_cut_in_the_middle_of_a_mention(pieces: list[str]) -> None:
    short = fit("".join(pieces), 200)
    assert units(short) <= 200
    assert short.count("<") == short.count(">")
    assert "&am…" not in short


def test_lines_are_packed_and_never_taken_apart() -> None:
    lines = [f"line {number}" for number in range(30)]
    parts = packed("\n".join(lines), 60, 12)
    assert "\n".join(parts).split("\n") == lines
    assert all(len(part) <= 60 for part in parts)


def test_a_quotation_keeps_lines_and_drops_what_is_beyond_reading() -> None:
    assert quote("one\n\ntwo") == "> one\n> two"
    assert quote("\n".join("x" * 5 for _ in range(500))).endswith("…")
    assert quote("\n".join("x" * 5 for _ in range(500))).count("\n") == 14


def test_a_time_is_shown_in_each_readers_zone_and_told_in_utc_where_it_cannot_be() -> None:
    assert when(1794823200) == "<!date^1794823200^{date_short_pretty} at {time}|16 Nov 2026, 10:00 UTC>"


@pytest.mark.parametrize("who", ["", "casey", "U1>", "<@U1>", "U1|x"])
def test_only_a_user_id_can_be_mentioned(who: str) -> None:
    with pytest.raises(ValueError, match="not a Slack user id"):
        mention(who)
