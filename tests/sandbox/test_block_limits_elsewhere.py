"""The same limits as an independent library, slackblocks, whose authors did not write ours."""

from __future__ import annotations

from typing import Any

import pytest
import slackblocks
from slackblocks import _limits as theirs
from slackblocks import _surfaces as their_surfaces

from sandbox.block_kit import check_blocks, check_view, limits
from sandbox.block_kit.blocks import KINDS
from tests.sandbox.world import Json

OURS_AND_THEIRS = {
    "BLOCKS_IN_MESSAGE": "MESSAGE_BLOCKS_MAX_ITEMS",
    "BLOCKS_IN_VIEW": "VIEW_BLOCKS_MAX_ITEMS",
    "CHARTS_IN_MESSAGE": "MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS",
    "MARKDOWN_IN_MESSAGE": "MARKDOWN_TOTAL_TEXT_MAX_LENGTH",
    "ID": "ACTION_ID_MAX_LENGTH",
    "URL": "BUTTON_URL_MAX_LENGTH",
    "VIEW_TITLE": "VIEW_TITLE_MAX_LENGTH",
    "VIEW_BUTTON": "VIEW_SUBMIT_MAX_LENGTH",
    "PRIVATE_METADATA": "VIEW_PRIVATE_METADATA_MAX_LENGTH",
    "CALLBACK_ID": "VIEW_CALLBACK_ID_MAX_LENGTH",
    "EXTERNAL_ID": "VIEW_EXTERNAL_ID_MAX_LENGTH",
    "SECTION_TEXT": "SECTION_TEXT_MAX_LENGTH",
    "SECTION_FIELDS": "SECTION_FIELDS_MAX_ITEMS",
    "SECTION_FIELD": "SECTION_FIELDS_ITEM_MAX_LENGTH",
    "HEADER": "HEADER_TEXT_MAX_LENGTH",
    "CONTEXT_ELEMENTS": "CONTEXT_ELEMENTS_MAX_ITEMS",
    "CONTEXT_TEXT": "TEXT_MAX_LENGTH",
    "ACTIONS_ELEMENTS": "ACTIONS_ELEMENTS_MAX_ITEMS",
    "CONTEXT_ACTIONS_ELEMENTS": "CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS",
    "INPUT_LABEL": "INPUT_LABEL_MAX_LENGTH",
    "INPUT_HINT": "INPUT_HINT_MAX_LENGTH",
    "IMAGE_URL": "IMAGE_IMAGE_URL_MAX_LENGTH",
    "IMAGE_ALT": "IMAGE_ALT_TEXT_MAX_LENGTH",
    "IMAGE_TITLE": "IMAGE_TITLE_MAX_LENGTH",
    "ALERT_TEXT": "ALERT_TEXT_MAX_LENGTH",
    "CARD_TITLE": "CARD_TITLE_MAX_LENGTH",
    "CARD_BODY": "CARD_BODY_MAX_LENGTH",
    "CARD_BUTTONS": "CARD_ACTIONS_MAX_ITEMS",
    "CAROUSEL_CARDS": "CAROUSEL_ELEMENTS_MAX_ITEMS",
    "CONTAINER_BLOCKS": "CONTAINER_CHILD_BLOCKS_MAX_ITEMS",
    "CONTAINER_TITLE": "CONTAINER_TITLE_MAX_LENGTH",
    "PLAN_TASKS": "PLAN_TASKS_MAX_ITEMS",
    "VIDEO_TITLE": "VIDEO_TITLE_MAX_LENGTH",
    "VIDEO_ALT": "VIDEO_ALT_TEXT_MAX_LENGTH",
    "VIDEO_NAME": "VIDEO_AUTHOR_NAME_MAX_LENGTH",
    "BUTTON_TEXT": "BUTTON_TEXT_MAX_LENGTH",
    "BUTTON_VALUE": "BUTTON_VALUE_MAX_LENGTH",
    "PLACEHOLDER": "SELECT_PLACEHOLDER_MAX_LENGTH",
    "OPTIONS": "SELECT_OPTIONS_MAX_ITEMS",
    "OPTION_GROUPS": "SELECT_OPTION_GROUPS_MAX_ITEMS",
    "OPTION_TEXT": "OPTION_TEXT_MAX_LENGTH",
    "OPTION_VALUE": "OPTION_VALUE_MAX_LENGTH",
    "OVERFLOW_OPTIONS": "OVERFLOW_OPTIONS_MAX_ITEMS",
    "CHOICES": "RADIO_BUTTONS_OPTIONS_MAX_ITEMS",
    "CONFIRM_TITLE": "CONFIRMATION_TITLE_MAX_LENGTH",
    "CONFIRM_TEXT": "CONFIRMATION_TEXT_MAX_LENGTH",
    "CONFIRM_BUTTON": "CONFIRMATION_DENY_MAX_LENGTH",
    "INPUT_TEXT": "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    "FILES": "FILE_INPUT_MAX_FILES_MAX",
    "RICH_TEXT_LINES": "RICH_TEXT_INPUT_MAX_LINES_MAX",
    "TABLE_ROWS": "TABLE_ROWS_MAX_ITEMS",
    "TABLE_COLUMNS": "TABLE_COLUMNS_MAX_ITEMS",
    "DATA_TABLE_CHARACTERS": "DATA_TABLE_TOTAL_CONTENT_MAX_LENGTH",
    "DATA_TABLE_PAGE": "DATA_TABLE_PAGE_SIZE_MAX",
    "CHART_TITLE": "DATA_VISUALIZATION_TITLE_MAX_LENGTH",
    "CHART_SEGMENTS": "DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS",
    "CHART_SERIES": "DATA_VISUALIZATION_SERIES_MAX_ITEMS",
    "CHART_CATEGORIES": "DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS",
    "CHART_LABEL": "DATA_VISUALIZATION_CATEGORY_LABEL_MAX_LENGTH",
    "CHART_AXIS_LABEL": "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH",
}
STRICTER_THAN_THEIRS = {"DATA_TABLE_ROWS", "TABLES_IN_MESSAGE"}
"""Slack's page and the library differ about the first; the library does not know the second."""


@pytest.mark.parametrize(("ours", "name"), OURS_AND_THEIRS.items())
def test_an_independent_library_has_the_same_number(ours: str, name: str) -> None:
    assert getattr(limits, ours) == getattr(theirs, name)


def test_no_limit_of_ours_goes_unchecked() -> None:
    numbers = {name for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    assert numbers == set(OURS_AND_THEIRS) | STRICTER_THAN_THEIRS


def test_an_independent_library_has_the_same_blocks_on_each_surface() -> None:
    for surface, kinds in their_surfaces._BLOCK_TYPES_BY_SURFACE.items():
        ours = {name for name, kind in KINDS.items() if surface in kind.surfaces}
        assert ours == set(kinds) - {"file"}, surface  # which can be read but not sent


def made_by_them() -> list[Any]:
    """One of each block that the library can make, at its plainest."""
    text = slackblocks.RawText("x")
    choices = [
        slackblocks.Option(text=slackblocks.Text("A", type_=slackblocks.TextType.PLAINTEXT), value="a")
    ]
    return [
        slackblocks.SectionBlock("words", fields=["one", "two"]),
        slackblocks.HeaderBlock("Title"),
        slackblocks.DividerBlock(),
        slackblocks.ContextBlock([slackblocks.Text("small")]),
        slackblocks.ImageBlock("https://example.com/x.png", alt_text="x"),
        slackblocks.MarkdownBlock("**bold**"),
        slackblocks.ActionsBlock(
            [
                slackblocks.Button("Press", action_id="press", value="1"),
                slackblocks.StaticSelectMenu(action_id="pick", options=choices, placeholder="Pick"),
                slackblocks.OverflowMenu(action_id="more", options=choices),
                slackblocks.DatePicker(action_id="day", initial_date="2026-11-23"),
            ]
        ),
        slackblocks.InputBlock(
            label="Say", element=slackblocks.PlainTextInput(action_id="it", max_length=10)
        ),
        slackblocks.RichTextBlock([slackblocks.RichTextSection([slackblocks.RichText("x")])]),
        slackblocks.TableBlock([[text, text]]),
        slackblocks.DataTableBlock([[text], [text]], caption="All"),
        slackblocks.CardBlock(title="A", body="words"),
        slackblocks.CarouselBlock([slackblocks.CardBlock(title="A")]),
        slackblocks.ContainerBlock([slackblocks.DividerBlock()], title="A"),
        slackblocks.DataVisualizationBlock("Kept", slackblocks.PieChart([slackblocks.ChartSegment("A", 1)])),
    ]


@pytest.mark.parametrize("block", made_by_them(), ids=lambda block: type(block).__name__)
def test_what_the_library_makes_is_allowed_here(block: Any) -> None:
    made: Json = block._resolve()
    assert check_blocks([made], "message") == []


def test_a_modal_that_the_library_makes_is_allowed_here() -> None:
    asked = slackblocks.InputBlock(label="Say", element=slackblocks.PlainTextInput(action_id="it"))
    modal = slackblocks.ModalView(title="A form", blocks=[asked], submit="Send", close="Cancel")
    assert check_view(modal.to_dict()) == []
