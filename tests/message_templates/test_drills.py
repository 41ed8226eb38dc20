"""A drill says that it is one wherever it is seen."""

from __future__ import annotations

from typing import Any

import pytest

from message_templates import names, render
from message_templates.samples import TYPICAL

ABOUT_ONE = [name for name in names() if "e" in TYPICAL[name]]


def as_drill(context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "e": {**context["e"], "drill": True}}


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_drill_is_marked_in_the_fallback_and_in_the_first_block(name: str) -> None:
    said = render(name, as_drill(TYPICAL[name]))
    assert "DRILL" in said.text.splitlines()[0]
    assert "DRILL" in said.blocks[0]["text"]["text"].splitlines()[0]


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_the_real_thing_is_not_marked(name: str) -> None:
    said = render(name, TYPICAL[name])
    assert "DRILL" not in said.text + str(said.blocks)
    assert "drill" not in said.text + str(said.blocks)


def test_a_list_marks_the_drills_among_others() -> None:
    (row, *_) = TYPICAL["list"]["rows"]
    said = render("list", {**TYPICAL["list"], "rows": [row, {**row, "drill": True}]})
    assert str(said.blocks).count("DRILL") == 1
