"""A document's canvas: made once, right before anybody reads it, kept true, gone with its channel. Rows M8, X8."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import update

from models.canvas import CanvasStep
from models.own_channel import OwnChannel, OwnState
from services.deliver import drain
from services.documents.canvases import ERASED, take_canvases_away
from tests.services.delivery.doomed_worker import dies_after
from tests.services.delivery.own_house import (
    Opened,
    canvas_in,
    canvas_row,
    changes,
    opened,
    own,
    says,
    wants_canvas,
)
from tests.services.delivery.post_room import PATIENT, PostRoom
from tests.services.delivery.pretend_slack import PretendSlack

ROOT = Path(__file__).parents[3]


def with_canvas(room: PostRoom, *, private: bool = False) -> Opened:
    new = opened(room, private=private)
    wants_canvas(room, new)
    return new


def test_it_reads_right_before_anybody_reads_it_and_only_its_channel_does(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = with_canvas(room)
    room.drain()
    channel = str(own(room, new).channel_id)
    canvas = canvas_in(room, new)
    assert canvas is not None
    assert (canvas["title"], canvas["markdown"]) == ("The document", "# Version 1")
    assert (canvas["channels"], canvas["users"]) == ({channel: "read"}, {})
    (made,) = slack.calls("canvases.create")
    assert "document_content" not in made["args"]
    order = [call["method"] for call in slack.calls("*") if call["method"].startswith("canvases.")]
    assert order == ["canvases.create", "canvases.edit", "canvases.access.set"]
    (link,) = [
        mark for mark in slack.sandbox.channel(channel).info["bookmarks"] if mark["title"] == "The document"
    ]
    assert link["link"].endswith(f"/docs/T0SANDBOX0/{canvas['id']}")


def test_ten_changes_are_one_edit(room: PostRoom, slack: PretendSlack) -> None:
    new = with_canvas(room)
    room.drain()
    for _ in range(10):
        changes(room, new)
    room.drain()
    assert canvas_in(room, new)["markdown"] == "# Version 11"  # type: ignore[index]
    assert len(slack.calls("canvases.edit")) == 2


def test_two_workers_make_one(room: PostRoom, slack: PretendSlack) -> None:
    new = [with_canvas(room) for _ in range(3)]
    with ThreadPoolExecutor(2) as pool:
        for holder in ("one", "another"):
            pool.submit(drain, room.desk(holder=holder), threads=3, patience=PATIENT, at_most=20)
    assert len(slack.calls("canvases.create")) == 3
    assert [canvas_row(room, one).step for one in new] == [CanvasStep.KEEP] * 3


@pytest.mark.parametrize(
    "last", ["create_canvas", "write_canvas", "share_canvas", "add_bookmark", "delete_canvas"]
)
def test_a_worker_killed_after_any_call_leaves_the_rest_to_another(
    room: PostRoom, slack: PretendSlack, last: str
) -> None:
    before = {canvas["id"] for canvas in slack.sandbox.canvases}
    new = with_canvas(room)
    if last == "delete_canvas":
        room.drain()
        with room.database.write() as session:
            take_canvases_away(session, [new.id], ERASED)
    dies_after(last, room.url, slack.api, slack.token)
    room.drain()

    there = [canvas for canvas in slack.sandbox.canvases if canvas["id"] not in before]
    read = [canvas for canvas in there if canvas["channels"]]
    if last == "delete_canvas":
        assert (there, canvas_row(room, new).step) == ([], CanvasStep.GONE)
        return
    assert [canvas["markdown"] for canvas in read] == ["# Version 1"]
    # Slack does not say which canvases there are: one whose making was never heard of is empty, and nobody reads it.
    unread = [canvas["markdown"] for canvas in there if not canvas["channels"]]
    assert unread == ([""] if last == "create_canvas" else [])


@pytest.mark.parametrize(
    "error",
    [
        "canvas_disabled_user_team",
        "free_teams_cannot_create_non_tabbed_canvases",
        "canvas_creation_failed",
        "restricted_action",
    ],
)
def test_where_slack_has_none_nothing_is_amiss(room: PostRoom, slack: PretendSlack, error: str) -> None:
    slack.sandbox.faults.add("error", "canvases.create", error=error, times=None)
    new = with_canvas(room)
    says(room, new, "one")
    room.drain()
    changes(room, new)
    room.drain()
    assert slack.texts(str(own(room, new).channel_id)) == ["card", "one"]
    assert canvas_row(room, new).error == error
    assert len(slack.calls("canvases.create")) == 1
    assert room.told_ops() == []


def test_without_the_scope_everything_else_goes_on_and_ops_hears_of_it_once(
    room: PostRoom, slack: PretendSlack
) -> None:
    slack.sandbox.faults.add("error", "canvases.create", error="missing_scope", times=None)
    for _ in range(2):
        with_canvas(room)
    room.drain()
    assert room.paused() is None
    assert room.told_ops() == ["left_out: missing_scope"]


def shared(room: PostRoom, new: Opened) -> None:
    """The channel gets readers from outside, and Slack has told us so."""
    channel = str(own(room, new).channel_id)
    room.slack.share(channel)
    room.slack.look_at(room.database, channel)


def lost(room: PostRoom, new: Opened) -> None:
    with room.database.write() as session:
        session.execute(
            update(OwnChannel).where(OwnChannel.escalation_id == new.id).values(state=OwnState.LOST)
        )


def restricted(room: PostRoom, new: Opened) -> None:
    """It lives in another, private channel from now on."""
    with room.database.write() as session:
        moved = {"private": True, "state": OwnState.WANTED, "channel_id": None, "name": f"{new.name}-2"}
        session.execute(update(OwnChannel).where(OwnChannel.escalation_id == new.id).values(moved))


@pytest.mark.parametrize("event", [shared, lost, restricted])
def test_it_is_gone_as_soon_as_its_channel_is_not_its_own_any_more(
    room: PostRoom, slack: PretendSlack, event: Callable[[PostRoom, Opened], None]
) -> None:
    new = with_canvas(room)
    room.drain()
    event(room, new)
    changes(room, new)
    room.drain()
    assert canvas_in(room, new) is None
    assert canvas_row(room, new).step is CanvasStep.GONE
    assert len(slack.calls("canvases.edit")) == 1, "nothing is written for readers from outside"


def test_none_is_made_for_a_channel_that_is_shared_from_the_start(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    room.drain()
    shared(room, new)
    wants_canvas(room, new)
    room.drain()
    assert slack.calls("canvases.create") == []
    assert canvas_row(room, new).step is CanvasStep.GONE


def test_a_channel_that_was_not_looked_at_lately_is_looked_at_first(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = with_canvas(room)
    room.drain()
    slack.share(str(own(room, new).channel_id))
    changes(room, new)
    room.drain(channel_fresh=0.0)
    assert canvas_in(room, new) is None
    assert len(slack.calls("canvases.edit")) == 1


def test_what_slack_cannot_format_is_said_plainly(room: PostRoom, slack: PretendSlack) -> None:
    slack.sandbox.faults.add("error", "canvases.edit", error="canvas_editing_failed", times=1)
    new = with_canvas(room)
    room.drain()
    assert canvas_in(room, new)["markdown"] == "# Version 1 plain"  # type: ignore[index]
    assert room.told_ops() == []


@pytest.mark.parametrize("error", ["canvas_deleting_disabled", "restricted_action"])
def test_what_cannot_be_deleted_says_nothing_any_more(
    room: PostRoom, slack: PretendSlack, error: str
) -> None:
    new = with_canvas(room)
    room.drain()
    slack.sandbox.faults.add("error", "canvases.delete", error=error, times=None)
    with room.database.write() as session:
        take_canvases_away(session, [new.id], ERASED)
    room.drain()
    assert canvas_in(room, new)["markdown"] == "–"  # type: ignore[index]
    assert canvas_row(room, new).step is CanvasStep.GONE


def test_what_neither_can_be_deleted_nor_emptied_is_told(room: PostRoom, slack: PretendSlack) -> None:
    new = with_canvas(room)
    room.drain()
    for method in ("canvases.delete", "canvases.edit"):
        slack.sandbox.faults.add("error", method, error="restricted_action", times=None)
    with room.database.write() as session:
        take_canvases_away(session, [new.id], ERASED)
    room.drain()
    assert room.told_ops() == ["left_out: restricted_action"]


def test_one_that_somebody_deleted_is_told_and_not_made_again(room: PostRoom, slack: PretendSlack) -> None:
    new = with_canvas(room)
    room.drain()
    slack.gateway().delete_canvas(str(canvas_row(room, new).canvas_id))
    changes(room, new)
    room.drain()
    assert room.told_ops() == ["left_out: canvas_not_found"]
    assert len(slack.calls("canvases.create")) == 1


def test_a_limit_is_waited_out_and_a_revoked_token_makes_it_wait(room: PostRoom, slack: PretendSlack) -> None:
    slack.sandbox.faults.add("ratelimited", "canvases.create", times=1, retry_after=1)
    new = with_canvas(room)
    room.drain()
    assert canvas_row(room, new).step is CanvasStep.KEEP
    changes(room, new)
    with slack.token_revoked():
        room.deliver()
    room.drain()
    assert canvas_in(room, new)["markdown"] == "# Version 2"  # type: ignore[index]


def test_a_bookmark_that_slack_refuses_takes_nothing_away(room: PostRoom, slack: PretendSlack) -> None:
    slack.sandbox.faults.add("error", "bookmarks.add", error="too_many_bookmarks", times=None)
    new = with_canvas(room)
    room.drain()
    assert canvas_row(room, new).step is CanvasStep.KEEP
    assert canvas_in(room, new)["channels"]  # type: ignore[index]
