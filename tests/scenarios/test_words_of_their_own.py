"""A team writes its own words, and one of them fails at the very moment: the nudge comes all the same (X20)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from message_templates.own import use_own_words
from message_templates.shelf import ROOM, current
from tests.scenarios.story import Story


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use_own_words(None)


def test_a_nudge_whose_own_words_fail_is_said_in_the_shipped_ones(story: Story, tmp_path: Path) -> None:
    # Their nudge begins in their own way. What no sample shows: it cannot be said of Borealis.
    words = tmp_path / "words"
    (words / "nudge").mkdir(parents=True)
    shipped = (ROOM / "nudge/message.j2").read_text("utf-8")
    fails = "{% if e.customer == 'Borealis' %}{{ e.customer|mention }}{% endif %}"
    ours = shipped.replace("{{ person|mention }}", f"Hello {{{{ person|mention }}}}{fails}", 1)
    (words / "nudge/message.j2").write_text(ours, "utf-8")
    assert use_own_words(words).faults == ()

    # Of Acme it is said as they wrote it.
    acme = story.raised(customer="Acme Ltd", impact="outage")
    story.passes(minutes=15)
    assert story.hears("Customer told that we have it", acme).all_text.startswith("Hello")

    # Of Borealis it fails while it is sent. Casey is asked by the shipped words, once, with the button.
    borealis = story.raised(customer="Borealis", impact="outage")
    story.passes(minutes=15)
    nudge = story.hears("Customer told that we have it", borealis)
    assert not nudge.all_text.startswith("Hello")
    assert nudge.mentions == ["casey"]
    assert "acknowledge" in [button.action_id for button in nudge.buttons]
    assert len(current().failed) == 1
