"""The tracking document as a canvas: current, read by its channel and nobody else, and gone when it must be. Rows M8, X8."""

# ruff: noqa: E501 (a sentence is as long as it is)
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.erase import erase_account
from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story

TOLD = {"words": "The index is being rebuilt", "channel": "call", "recipients": "Priya"}


@pytest.fixture(autouse=True)
def _quickly(story: Story) -> None:
    """Canvases are written as often as they change."""
    story._desk = replace(story._desk, pace=replace(story._desk.pace, between_canvas_edits=0.0))


def the_canvas(story: Story) -> dict[str, Any]:
    (canvas,) = story.slack.canvases
    return canvas


def test_it_says_what_is_on_record_and_its_channel_reads_it(story: Story) -> None:
    card = story.raised(impact="outage", problem="Nobody can log in\n- since eight\n> they say")
    home = story.home(card)
    canvas = the_canvas(story)
    assert canvas["title"] == "ESC-1: the document"
    assert (canvas["channels"], canvas["users"]) == ({home.id: "read"}, {})
    assert "# ESC-1 · Acme Ltd" in canvas["markdown"]
    assert "> \\- since eight" in canvas["markdown"]
    assert "## What the customer was told\n\nNothing yet." in canvas["markdown"]
    assert "ESC-1: the document" in [mark["title"] for mark in home.info["bookmarks"]]

    shown = story.slack.person("casey").types("/escalate document ESC-1", channel="general")
    assert f"/{canvas['id']}|The same as a canvas>" in shown.text

    # It is current, whoever changes what.
    story.presses("casey", card, "acknowledge", **TOLD)
    assert "> The index is being rebuilt" in the_canvas(story)["markdown"]
    told = {"customer_told": "told", "words": "Solved", "channel": "call", "recipients": "Priya"}
    story.presses("casey", story.anew(card), "resolve", **RESOLVING, **told)
    assert "It is not resolved." not in the_canvas(story)["markdown"]

    # Some days later the channel is archived. The document stays for whoever was in it, and current.
    story.passes(days=20)
    assert home.info["is_archived"]
    assert the_canvas(story)["channels"] == {home.id: "read"}


def test_in_slack_whoever_is_in_the_channel_opens_it_from_the_bookmark(story: Story) -> None:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    card = story.raised(impact="outage")
    (link,) = [m["link"] for m in story.home(card).info["bookmarks"] if "document" in m["title"]]
    address = link.replace(link.split("/docs/")[0], story.slack.url.rstrip("/"))
    with urlopen(f"{address}?as=casey") as page:
        assert "read only" in (shown := page.read().decode())
        assert "<h2>What is wrong</h2>" in shown
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}?as=sam")


def test_a_medium_one_has_none_until_it_gets_graver(story: Story) -> None:
    card = story.raised(impact="workaround")
    assert story.slack.canvases == []
    graver = {"severity": story.names.severity("sev2"), "reason": "It spreads"}
    story.presses("casey", card, "change_severity", **graver)
    assert the_canvas(story)["channels"] == {story.home(story.card).id: "read"}


def test_what_is_restricted_later_is_read_in_its_private_channel_alone(story: Story) -> None:
    card = story.raised(impact="outage")
    before = the_canvas(story)["id"]
    story.presses("casey", card, "restrict", reason="Their lawyers have written", people=["elif"])
    canvas = the_canvas(story)
    home = story.home(story.card)
    assert home.info["is_private"]
    assert canvas["id"] != before
    assert canvas["channels"] == {home.id: "read"}


def test_it_is_gone_once_people_outside_read_the_channel(story: Story) -> None:
    card = story.raised(impact="outage")
    story.slack.edit_channel(story.home(card), shared_with="Acme")
    story.slack.settle()
    story.presses("casey", card, "acknowledge", **TOLD)
    assert story.slack.canvases == []


def test_it_is_gone_when_the_customers_words_are_erased(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "cancel", reason="A test of theirs")
    assert len(story.slack.canvases) == 1
    erase_account(story.house.office.database, "Acme Ltd", story.clock.now)
    story.settle()
    assert story.slack.canvases == []


def test_where_slack_has_no_canvases_all_else_is_as_ever(story: Story) -> None:
    story.slack.faults.add("error", "canvases.create", error="canvas_disabled_user_team", times=None)
    card = story.raised(impact="outage")
    assert story.hears("you are the DRI", card)
    casey = story.slack.person("casey")
    shown = casey.types("/escalate document ESC-1", channel="general")
    assert "What is wrong" in shown.text
    assert "canvas" not in shown.text
    ops = [message.all_text for message in story.slack.channel("heard-ops").messages]
    assert not any("canvas" in text for text in ops)
