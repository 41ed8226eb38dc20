"""The page on reliability names tests that are there."""

import re

from tests.bot.running import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 20
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).exists() or f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_case_says_what_window_remains() -> None:
    cases = PAGE.split("\n## ")[1:]
    assert [case.splitlines()[0] for case in cases if "*What remains:*" not in case] == []
