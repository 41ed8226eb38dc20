"""Where Slack refuses: the escalation lives at home, an extra is left out, and nothing is lost."""

from __future__ import annotations

import pytest

from models.escalation import Escalation
from models.own_channel import OwnState, TaskKind
from models.timeline import Event
from services.channels.own import bring_in
from tests.services.delivery.own_house import happened, lives_in, opened, own, says, to_do
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import PretendSlack


@pytest.mark.parametrize("error", ["restricted_action", "missing_scope", "invalid_name_specials", "http_503"])
def test_where_slack_makes_none_the_line_at_home_becomes_the_card(
    room: PostRoom, slack: PretendSlack, error: str
) -> None:
    new = opened(room)
    says(room, new, "one")
    says(room, new, "two")
    if error == "http_503":
        slack.sandbox.faults.add(error, "conversations.create", times=None)
    else:
        slack.sandbox.faults.add("error", "conversations.create", error=error, times=None)
    room.drain(making_attempts=3)
    assert lives_in(room, new) == new.home
    (card, *thread) = slack.posts(new.home)
    assert card.ts == room.row(new.line).ts
    assert [(message.text, message.is_reply) for message in thread] == [("one", True), ("two", True)]
    assert room.surface(new.line).template == "card"
    assert [entry["error"] for entry in happened(room, new, Event.CHANNEL_LOST)] == [error]
    assert room.told_ops() == [f"channel_lost: {error}"]
    assert room.paused() is None


def test_a_revoked_token_makes_everything_wait_and_nothing_is_given_up(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    with slack.token_revoked():
        room.deliver()
        assert room.paused() == "token_revoked"
    room.drain()
    assert own(room, new).state is OwnState.MADE


@pytest.mark.parametrize("how", ["shared", "archived", "removed"])
def test_once_it_can_be_used_no_longer_the_home_channel_takes_over(
    room: PostRoom, slack: PretendSlack, how: str
) -> None:
    new = opened(room, private=how == "removed")
    room.drain()
    channel = str(own(room, new).channel_id)
    {"shared": slack.share, "archived": slack.archive, "removed": slack.remove_bot}[how](channel)
    if how != "removed":
        slack.look_at(room.database, channel)
    says(room, new, "one")
    says(room, new, "two")
    room.drain()
    assert slack.texts(channel) == ["card"]
    assert lives_in(room, new) == new.home
    (_, *thread) = slack.posts(new.home)
    assert [(message.text, message.is_reply) for message in thread] == [
        ("channel_lost", True),
        ("one", True),
        ("two", True),
    ]
    assert len(happened(room, new, Event.CHANNEL_LOST)) == 1
    assert len(room.told_ops()) == 1
    says(
        room, new, "said by somebody who saw it there"
    )  # under the old card: it goes where the escalation is
    room.drain()
    assert slack.texts(new.home)[-1] == "said by somebody who saw it there"


def test_whoever_cannot_be_invited_is_left_out_and_the_others_come(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    here, gone = slack.person(), slack.person(deleted=True)
    for person in (gone, here):
        to_do(room, new, TaskKind.INVITE, person)
    with room.database.write() as session:
        bring_in(session, session.get_one(Escalation, new.id), ["UNKNOWN"])
    room.drain()
    assert here in slack.sandbox.channel(str(own(room, new).channel_id)).info["members"]
    (left_out,) = happened(room, new, Event.LEFT_OUT)
    assert (left_out["what"], left_out["person"]) == ("invite", gone)


@pytest.mark.parametrize(
    ("kind", "method", "error"),
    [
        (TaskKind.PIN, "pins.add", "too_many_pins"),
        (TaskKind.PIN, "pins.add", "missing_scope"),
        (TaskKind.BOOKMARK, "bookmarks.add", "too_many_bookmarks"),
        (TaskKind.TOPIC, "conversations.setTopic", "restricted_action"),
        (TaskKind.ARCHIVE, "conversations.archive", "restricted_action"),
    ],
)
def test_an_extra_that_is_refused_is_left_out_and_said_once(
    room: PostRoom, slack: PretendSlack, kind: TaskKind, method: str, error: str
) -> None:
    new = opened(room)
    slack.sandbox.faults.add("error", method, error=error, times=None)
    if kind in (TaskKind.TOPIC, TaskKind.ARCHIVE):
        to_do(room, new, kind)
    says(room, new, "one")
    room.drain()
    assert slack.texts(str(own(room, new).channel_id)) == ["card", "one"]
    assert [entry["what"] for entry in happened(room, new, Event.LEFT_OUT)] == [kind.value]
    assert room.told_ops() == [f"left_out: {error}"]
    assert room.paused() is None


def test_an_extra_that_is_limited_is_done_later(room: PostRoom, slack: PretendSlack) -> None:
    new = opened(room)
    slack.sandbox.faults.add("ratelimited", "pins.add", retry_after=1)
    room.drain()
    assert [message.text for message in slack.sandbox.channel(str(own(room, new).channel_id)).pinned] == [
        "card"
    ]
    assert happened(room, new, Event.LEFT_OUT) == []


def test_a_card_that_is_gone_is_posted_again_once_and_pinned_anew(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    room.drain()
    channel = str(own(room, new).channel_id)
    slack.delete(channel, str(room.row(new.card).ts))
    room.touch(new.card)
    room.drain()
    (again,) = slack.sandbox.channel(channel).pinned
    assert len(happened(room, new, Event.CARD_POSTED_AGAIN)) == 1
    assert room.told_ops() == []

    # The second time it is only put on the record.
    with room.database.read() as session:
        card = session.get_one(Escalation, new.id).card_id
    slack.delete(channel, again.ts)
    assert card is not None
    room.touch(card)
    room.drain()
    assert slack.texts(channel) == []
    assert len(happened(room, new, Event.CARD_POSTED_AGAIN)) == 1
    assert room.told_ops() == ["edit_failed: message_not_found"]
