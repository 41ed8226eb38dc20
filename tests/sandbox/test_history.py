"""What was said can be read again, with Slack's filters, pages and silence about metadata."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sandbox.world import World, a_world, section

NOTE = {"event_type": "note", "event_payload": {"op_id": "7f3a"}}


@pytest.fixture(scope="module")
def six() -> Iterator[tuple[World, list[str]]]:
    """A world in which six messages were said, in this order; it is only read."""
    with a_world() as made:
        yield made, [made.says(str(number)) for number in range(6)]


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"] if "subtype" not in message]


def history(world: World, **filters: Any) -> list[str]:
    return texts(world.client.conversations_history(channel=world.desk, **filters))


def test_history_is_newest_first_and_pages_to_the_end(world: World) -> None:
    for number in range(5):
        world.says(str(number))
    first = world.client.conversations_history(channel=world.desk, limit=2)
    assert (texts(first), first["has_more"]) == (["4", "3"], True)
    found = [text for page in first for text in texts(page)]
    assert found == ["4", "3", "2", "1", "0"]


def test_oldest_and_latest_leave_out_their_own_message_unless_inclusive(world: World) -> None:
    first, second, third = (world.says(text) for text in ("one", "two", "three"))
    assert history(world, oldest=first) == ["three", "two"]
    assert history(world, oldest=first, inclusive=True) == ["three", "two", "one"]
    assert history(world, latest=third) == ["two", "one"]
    assert history(world, oldest=second, latest=second, inclusive=True) == ["two"]


def test_replies_stand_in_their_thread_and_only_broadcast_ones_in_history(world: World) -> None:
    parent = world.says("parent")
    reply = world.says("reply", thread_ts=parent)
    world.says("to all", thread_ts=reply, reply_broadcast=True)
    assert history(world) == ["to all", "parent"]
    thread = world.client.conversations_replies(channel=world.desk, ts=parent)
    assert texts(thread) == ["parent", "reply", "to all"]
    assert thread["messages"][0]["reply_count"] == 2
    assert thread["messages"][2]["thread_ts"] == parent


def test_metadata_is_whole_only_where_it_is_asked_for(world: World) -> None:
    world.says("noted", metadata=NOTE)
    (plain,) = world.client.conversations_history(channel=world.desk, limit=1)["messages"]
    assert plain["metadata"] == {"event_type": "note"}
    answer = world.client.conversations_history(channel=world.desk, limit=1, include_all_metadata=True)
    assert answer["messages"][0]["metadata"] == NOTE


def test_metadata_stays_through_an_edit_that_does_not_speak_of_it(world: World) -> None:
    ts = world.says("before", metadata=NOTE)
    world.client.chat_update(channel=world.desk, ts=ts, text="after")
    assert world.desk.expects("after").metadata == NOTE


def test_text_without_blocks_takes_the_blocks_away(world: World) -> None:
    ts = world.says("words", blocks=[section("in a block")])
    world.client.chat_update(channel=world.desk, ts=ts, text="only words")
    message = world.desk.expects("only words")
    assert message.blocks == []
    assert message.edited is not None


def test_a_message_with_blocks_is_not_marked_as_edited(world: World) -> None:
    ts = world.says("words", blocks=[section("in a block")])
    world.client.chat_update(channel=world.desk, ts=ts, text="new words", blocks=[section("in another")])
    assert world.desk.expects("in another").edited is None


def test_what_only_one_person_saw_is_in_no_history(world: World) -> None:
    world.client.chat_postEphemeral(channel=world.desk, user=world.vera, text="psst")
    assert history(world) == []


def test_too_long_a_text_is_cut_not_refused(world: World) -> None:
    world.says("x" * 40_001)
    assert len(world.desk.messages[0].text) == 40_000


def test_every_channel_of_the_kinds_asked_for_is_listed_page_by_page(world: World) -> None:
    made = {f"room-{number:02}" for number in range(25)}
    for name in made:
        world.client.conversations_create(name=name)
    listed: set[str] = set()
    for page in world.client.conversations_list(limit=10, exclude_archived=True):
        assert len(page["channels"]) <= 10
        listed |= {channel["name"] for channel in page["channels"]}
    assert made < listed
    assert not listed & {"old", "secret"}


@given(at=st.tuples(st.integers(0, 5), st.integers(0, 5)), inclusive=st.booleans())
def test_the_filters_agree_with_the_clock(
    six: tuple[World, list[str]], at: tuple[int, int], inclusive: bool
) -> None:
    world, said = six
    oldest, latest = said[min(at)], said[max(at)]
    found = world.client.conversations_history(
        channel=world.desk, oldest=oldest, latest=latest, inclusive=inclusive
    )
    inside = [ts for ts in said if (oldest <= ts <= latest if inclusive else oldest < ts < latest)]
    assert [message["ts"] for message in found["messages"]] == inside[::-1]
