"""A message never fails for length: whatever it is told, it fits Slack, and still has its buttons."""

from __future__ import annotations

from typing import Any

import pytest
from slackblocks import _limits as slack

from message_templates import Rendered, limits, names, render
from message_templates.limits import units
from message_templates.samples import TYPICAL
from message_templates.samples.bent import multiplied, shortened, typed_over

PASTE = "\n".join(
    f"{n:03} java.lang.NullPointerException at com.acme.Login.enter(Login.java)" for n in range(500)
)
LONG = {
    "one word": "x" * 9000,
    "many words": "lorem ipsum " * 900,
    "emoji": "👩🏽‍💻" * 2500,
    "right to left": "לא ניתן להתחבר " * 600,
    "mentions": "<!channel> <@U123> " * 500,
    "formatting": "*_~`" * 2500,
    "entities": "&<>" * 3000,
    "a 500-line paste": PASTE,
}


def assert_fits(said: Rendered) -> None:
    """By Slack's own figures, counted as a browser counts."""
    assert 0 < units(said.text) <= limits.TEXT
    assert 0 < len(said.blocks) <= limits.BLOCKS
    block_ids = [block["block_id"] for block in said.blocks if "block_id" in block]
    assert len(block_ids) == len(set(block_ids))
    for block in said.blocks:
        _assert_block_fits(block)


def _assert_block_fits(block: dict[str, Any]) -> None:
    match block["type"]:
        case "header":
            assert 0 < units(block["text"]["text"]) <= slack.HEADER_TEXT_MAX_LENGTH
        case "section" if "fields" in block:
            assert 0 < len(block["fields"]) <= slack.SECTION_FIELDS_MAX_ITEMS
            for field in block["fields"]:
                assert 0 < units(field["text"]) <= slack.SECTION_FIELDS_ITEM_MAX_LENGTH
        case "section":
            assert 0 < units(block["text"]["text"]) <= slack.SECTION_TEXT_MAX_LENGTH
        case "context":
            assert all(0 < units(element["text"]) <= limits.CONTEXT for element in block["elements"])
        case "actions":
            ids = [button["action_id"] for button in block["elements"]]
            assert 0 < len(ids) == len(set(ids)) <= slack.ACTIONS_ELEMENTS_MAX_ITEMS
            for button in block["elements"]:
                if button["type"] == "static_select":
                    _assert_menu_fits(button)
                    continue
                assert 0 < units(button["text"]["text"]) <= slack.BUTTON_TEXT_MAX_LENGTH
                assert units(button.get("value", "")) <= slack.BUTTON_VALUE_MAX_LENGTH
        case "divider":
            pass
        case other:
            pytest.fail(f"a block of an unexpected kind: {other}")


def _assert_menu_fits(menu: dict[str, Any]) -> None:
    assert 0 < len(menu["options"]) <= 100
    for option in menu["options"]:
        assert 0 < units(option["text"]["text"]) <= 75
        assert units(option["value"]) <= 150


def actions(said: Rendered) -> list[str]:
    return [
        button["action_id"]
        for block in said.blocks
        if block["type"] == "actions"
        for button in block["elements"]
    ]


def test_every_message_has_a_context_here() -> None:
    assert set(TYPICAL) == set(names())


@pytest.mark.parametrize("name", names())
def test_a_typical_message_fits(name: str) -> None:
    assert_fits(render(name, TYPICAL[name]))


@pytest.mark.parametrize("name", names())
def test_the_shortest_message_fits_and_says_nothing_of_what_is_missing(name: str) -> None:
    said = render(name, shortened(TYPICAL[name]))
    assert_fits(said)
    assert "None" not in said.text
    assert not any("None" in str(block) for block in said.blocks)


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("name", names())
def test_the_longest_message_fits_and_keeps_its_buttons(name: str, kind: str) -> None:
    typical, long = TYPICAL[name], typed_over(TYPICAL[name], LONG[kind])
    said = render(name, long)
    assert_fits(said)
    assert actions(said) == actions(render(name, typical))


@pytest.mark.parametrize("name", names())
def test_lists_of_hundreds_fit(name: str) -> None:
    crowded = multiplied(typed_over(TYPICAL[name], "many words, " * 40), 150)
    said = render(name, crowded)
    assert_fits(said)
    assert set(actions(render(name, TYPICAL[name]))) <= set(actions(said))


def test_our_limits_are_slacks() -> None:
    assert (limits.HEADER, limits.SECTION, limits.FIELD, limits.FIELDS) == (
        slack.HEADER_TEXT_MAX_LENGTH,
        slack.SECTION_TEXT_MAX_LENGTH,
        slack.SECTION_FIELDS_ITEM_MAX_LENGTH,
        slack.SECTION_FIELDS_MAX_ITEMS,
    )
    assert (limits.BUTTON, limits.BUTTON_VALUE, limits.BUTTONS) == (
        slack.BUTTON_TEXT_MAX_LENGTH,
        slack.BUTTON_VALUE_MAX_LENGTH,
        slack.ACTIONS_ELEMENTS_MAX_ITEMS,
    )
