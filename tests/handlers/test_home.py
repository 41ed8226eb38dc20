"""The App Home as Slack takes it: rows that act, pages, and what is shown after something was done on it."""

from typing import Any

from tests.builders.escalations import an_acknowledged, an_escalation
from tests.builders.office import CASEY, MAYA
from tests.handlers.door import Door, text_of


def opened(door: Door, user: str = CASEY) -> dict[str, Any]:
    door.event({"type": "app_home_opened", "user": user, "tab": "home", "channel": "D1"})
    return door.slack.published[user]


def pressed(door: Door, verb: str, value: str, by: str = CASEY) -> None:
    button = {"type": "button", "action_id": verb, "block_id": "b", "value": value}
    body = door._interaction("block_actions", by) | {"actions": [button], "view": door.slack.published[by]}
    door._ask(body)


def at_the_sides(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block["accessory"] for block in view["blocks"] if "accessory" in block]


def test_every_row_acts(door: Door) -> None:
    an_escalation(door.office)
    home = opened(door)
    rows = at_the_sides(home)
    assert [row["type"] for row in rows] == ["button"] * 4 + ["overflow"]
    assert rows[0]["action_id"] == "acknowledge"
    pressed(door, "acknowledge", rows[0]["value"])
    assert door.slack.opened[-1]["callback_id"] == "acknowledge"


def test_five_hundred_open_are_a_page_and_a_way_on(door: Door) -> None:
    for _ in range(30):
        an_acknowledged(door.office, severity="sev4")
    home = opened(door)
    assert len(home["blocks"]) <= 100
    later = next(row for row in at_the_sides(home) if row.get("value") == "mine.1")
    assert later["text"]["text"] == "Later"
    pressed(door, "home", "mine.1")
    assert "8 before these" in text_of(door.slack.published[CASEY])
    pressed(door, "home", "first")
    assert "before these" not in text_of(door.slack.published[CASEY])


def test_what_was_done_at_once_is_shown_at_once(door: Door) -> None:
    assert "digest_off" in text_of(opened(door))
    pressed(door, "digest_off", "me")
    assert "digest_on" in text_of(door.slack.published[CASEY])
    assert "No more morning digests" in text_of(door.slack.opened[-1])


def test_a_manager_reads_the_team(door: Door) -> None:
    an_escalation(door.office)
    assert "*The team*" in text_of(opened(door, MAYA))
    assert "*The team*" not in text_of(opened(door))
