"""Block Kit's limits: what is just allowed is allowed, one more is not, and where is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.block_kit import check_blocks, check_view
from tests.sandbox.world import Json, actions, asked, button, home, modal, plain, section

Row = tuple[str, Callable[[int], list[Json]], int]
"""What it is, how to make it so long (or so many), and the most there may be."""


def option(number: int = 0, text: str = "Option") -> Json:
    return {"text": plain(text), "value": str(number)}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def menu(**parts: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", **parts}


def chart(**parts: Any) -> Json:
    pie = {"type": "pie", "segments": [{"label": "A", "value": 1}]}
    return {"type": "data_visualization", "title": "Kept", "chart": pie, **parts}


def bars(categories: list[str], labels: list[str]) -> Json:
    points = [{"label": label, "value": 1} for label in labels]
    series = [{"name": "All", "data": points}]
    return chart(chart={"type": "bar", "series": series, "axis_config": {"categories": categories}})


def table(rows: int, columns: int = 2, kind: str = "table", **more: Any) -> Json:
    row = [{"type": "raw_text", "text": "x"} for _ in range(columns)]
    return {"type": kind, "rows": [row] * rows, **more}


def confirm(**parts: Any) -> Json:
    whole = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    return whole | parts


LENGTHS: list[Row] = [
    ("section text", lambda n: [section("x" * n)], 3000),
    ("section field", lambda n: [{"type": "section", "fields": [plain("x" * n)]}], 2000),
    ("header", lambda n: [{"type": "header", "text": plain("x" * n)}], 150),
    ("button text", lambda n: [actions(button("x" * n))], 75),
    ("button value", lambda n: [actions(button(value="x" * n))], 2000),
    ("button url", lambda n: [actions(button(url="x" * n))], 3000),
    ("action_id", lambda n: [actions(button(action_id="x" * n))], 255),
    ("block_id", lambda n: [section(block_id="x" * n)], 255),
    ("option text", lambda n: [actions(menu(options=[option(0, "x" * n)]))], 75),
    ("option value", lambda n: [actions(menu(options=[{"text": plain("A"), "value": "x" * n}]))], 150),
    (
        "option description",
        lambda n: [actions(menu(options=[option() | {"description": plain("x" * n)}]))],
        75,
    ),
    ("placeholder", lambda n: [actions(menu(options=[option()], placeholder=plain("x" * n)))], 150),
    ("confirm title", lambda n: [actions(button(confirm=confirm(title=plain("x" * n))))], 100),
    ("confirm text", lambda n: [actions(button(confirm=confirm(text=plain("x" * n))))], 300),
    ("confirm button", lambda n: [actions(button(confirm=confirm(deny=plain("x" * n))))], 30),
    ("image url", lambda n: [{"type": "image", "image_url": "x" * n, "alt_text": "x"}], 3000),
    ("image alt", lambda n: [{"type": "image", "image_url": "x", "alt_text": "x" * n}], 2000),
    ("input label", lambda n: [asked("x" * n)], 2000),
    ("input hint", lambda n: [asked() | {"hint": plain("x" * n)}], 2000),
    ("markdown", lambda n: [{"type": "markdown", "text": "x" * n}], 12_000),
    ("card title", lambda n: [{"type": "card", "title": plain("x" * n)}], 150),
    ("card body", lambda n: [{"type": "card", "body": plain("x" * n)}], 200),
    ("chart title", lambda n: [chart(title="x" * n)], 50),
    ("chart label", lambda n: [bars(["x" * n], ["x" * n])], 20),
]

COUNTS: list[Row] = [
    ("blocks in a message", lambda n: [{"type": "divider"}] * n, 50),
    ("fields", lambda n: [{"type": "section", "fields": [plain("x")] * n}], 10),
    ("context elements", lambda n: [{"type": "context", "elements": [plain("x")] * n}], 10),
    ("actions elements", lambda n: [actions(*[button(action_id=str(i)) for i in range(n)])], 25),
    ("select options", lambda n: [actions(menu(options=options(n)))], 100),
    (
        "option groups",
        lambda n: [actions(menu(option_groups=[{"label": plain("G"), "options": options(1)}] * n))],
        100,
    ),
    ("overflow", lambda n: [actions({"type": "overflow", "action_id": "o", "options": options(n)})], 5),
    (
        "radio buttons",
        lambda n: [actions({"type": "radio_buttons", "action_id": "r", "options": options(n)})],
        10,
    ),
    ("checkboxes", lambda n: [actions({"type": "checkboxes", "action_id": "c", "options": options(n)})], 10),
    ("table rows", lambda n: [table(n)], 100),
    ("table columns", lambda n: [table(2, n)], 20),
    ("data table rows", lambda n: [table(n, kind="data_table", caption="All")], 101),
    ("charts in a message", lambda n: [chart()] * n, 2),
    ("tables in a message", lambda n: [table(1)] * n, 1),
    ("chart categories", lambda n: [bars([str(i) for i in range(n)], [str(i) for i in range(n)])], 20),
    (
        "card buttons",
        lambda n: [{"type": "card", "actions": [button(action_id=str(i)) for i in range(n)]}],
        3,
    ),
    (
        "carousel",
        lambda n: [{"type": "carousel", "elements": [{"type": "card", "title": plain("A")}] * n}],
        10,
    ),
]

VIEW_LENGTHS = [
    ("title", lambda n: modal(title=plain("x" * n)), 24),
    ("submit", lambda n: modal(submit=plain("x" * n)), 24),
    ("close", lambda n: modal(close=plain("x" * n)), 24),
    ("private_metadata", lambda n: modal(private_metadata="x" * n), 3000),
    ("callback_id", lambda n: modal(callback_id="x" * n), 255),
    ("external_id", lambda n: modal(external_id="x" * n), 255),
    ("blocks in a modal", lambda n: modal(*[section()] * n), 100),
    ("blocks in a home", lambda n: home(*[section()] * n), 100),
]


@pytest.mark.parametrize(("what", "made", "most"), LENGTHS + COUNTS, ids=[row[0] for row in LENGTHS + COUNTS])
def test_a_message_may_hold_just_so_much_and_no_more(what: str, made: Any, most: int) -> None:
    assert check_blocks(made(most), "message") == []
    assert check_blocks(made(most + 1), "message") != []


@pytest.mark.parametrize(("what", "made", "most"), VIEW_LENGTHS, ids=[row[0] for row in VIEW_LENGTHS])
def test_a_view_may_hold_just_so_much_and_no_more(what: str, made: Any, most: int) -> None:
    assert check_view(made(most)) == []
    assert check_view(made(most + 1)) != []


WRONG = [
    ("/blocks/0/type", [{"type": "marquee"}]),
    ("/blocks/0/type", [{"type": "alert", "text": plain("x")}]),
    ("/blocks/0/type", [{"type": "file", "external_id": "x", "source": "remote"}]),
    ("/blocks/0", [{"type": "section"}]),
    ("/blocks/0", [{"type": "divider", "colour": "red"}]),
    ("/blocks/0/text", [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}]),
    ("/blocks/0/text/type", [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]),
    ("/blocks/0/text/text", [section("")]),
    ("/blocks/0/elements", [actions()]),
    ("/blocks/0/elements/0/type", [actions({"type": "plain_text_input", "action_id": "x"})]),
    ("/blocks/0/elements/0", [actions({"type": "button", "action_id": "x"})]),
    ("/blocks/0/elements/0/style", [actions(button(style="secondary"))]),
    ("/blocks/0/elements/0", [actions(menu())]),
    ("/blocks/0/elements/0/options", [actions(menu(options=[option(1), option(1)]))]),
    ("/blocks/0/elements/0/initial_option", [actions(menu(options=[option(1)], initial_option=option(2)))]),
    ("/blocks/0/accessory/type", [section(accessory={"type": "datetimepicker", "action_id": "x"})]),
    ("/blocks", [section(block_id="same"), section(block_id="same")]),
    ("/blocks", [actions(button(), button())]),
    ("/blocks", [{"type": "markdown", "text": "x" * 6001}] * 2),
    ("/blocks/0/element/type", [asked(type="email_text_input")]),
    ("/blocks/0/element/initial_date", [asked(type="datepicker", initial_date="tomorrow")]),
    ("/blocks/0/element/initial_date_time", [asked(type="datetimepicker", initial_date_time=1)]),
    ("/blocks/0/chart/series/0/data", [bars(["A", "B"], ["A"])]),
    ("/blocks/0/rows", [{"type": "data_table", "caption": "x", "rows": [[RAW := {"type": "raw_text", "text": "x"}]]}]),
    ("/blocks/0/elements/0/elements/0/type", [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "marquee"}]}]}
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("pointer", "blocks"), WRONG, ids=[f"{at}{row[0]}" for at, row in enumerate(WRONG)])
def test_what_breaks_a_rule_is_pointed_at(pointer: str, blocks: list[Json]) -> None:
    assert pointer in [problem.pointer for problem in check_blocks(blocks, "message")]


@pytest.mark.parametrize(
    ("pointer", "view"),
    [
        ("/view", modal(asked(), submit=None)),
        ("/view", {"type": "modal", "blocks": []}),
        ("/view", {**home(), "title": plain("Home")}),
        ("/view/type", {"type": "workflow_step", "blocks": []}),
        ("/view/blocks/0/type", modal({"type": "markdown", "text": "x"})),
        ("/view/blocks/0/type", modal({"type": "table", "rows": [[]]})),
        ("/view/blocks/0/element/type", {**home(asked(type="file_input"))}),
        ("/view/blocks", modal(asked(focus_on_load=True), asked(block_id="b", focus_on_load=True))),
    ],
)
def test_what_breaks_a_rule_of_views_is_pointed_at(pointer: str, view: Json) -> None:
    assert pointer in [problem.pointer for problem in check_view(view)]


def test_one_action_id_may_stand_in_two_blocks() -> None:
    assert check_blocks([actions(button(), block_id="a"), actions(button(), block_id="b")], "message") == []
