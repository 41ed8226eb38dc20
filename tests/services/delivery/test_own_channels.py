"""A channel of an escalation's own is made once, and adopted where it is ours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import update

from models.outbox import MessageState
from models.own_channel import OwnChannel, OwnState, TaskKind
from models.timeline import Event
from services.deliver import drain
from tests.services.delivery.doomed_worker import dies_after
from tests.services.delivery.own_house import happened, opened, own, says, to_do
from tests.services.delivery.post_room import PATIENT, PostRoom
from tests.services.delivery.pretend_slack import PretendSlack

ROOT = Path(__file__).parents[3]


def test_it_is_made_when_it_is_first_spoken_to_and_all_stands_at_its_top(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    says(room, new, "one")
    says(room, new, "two")
    room.drain()
    there = own(room, new)
    assert there.state is OwnState.MADE
    channel = slack.sandbox.channel(str(there.channel_id))
    assert channel.name == new.name
    assert [(message.text, message.is_reply) for message in channel.messages] == [
        ("card", False),
        ("one", False),
        ("two", False),
    ]
    assert [message.text for message in channel.pinned] == ["card"]
    assert len(channel.info["bookmarks"]) == 1


def test_a_reply_to_anything_else_but_the_card_stands_in_its_thread(
    room: PostRoom, slack: PretendSlack
) -> None:
    new = opened(room)
    asked = says(room, new, "please answer")
    room.said_for(new.id, new.lane, "answered", thread_of=asked)
    room.drain()
    last = slack.posts(str(own(room, new).channel_id))[-1]
    assert (last.text, last.is_reply) == ("answered", True)


def test_two_workers_make_one(room: PostRoom, slack: PretendSlack) -> None:
    new = [opened(room) for _ in range(3)]
    with ThreadPoolExecutor(2) as pool:
        for holder in ("one", "another"):
            pool.submit(drain, room.desk(holder=holder), threads=3, patience=PATIENT, at_most=20)
    asked = [call["args"]["name"] for call in slack.calls("conversations.create")]
    assert sorted(asked) == sorted(one.name for one in new)
    for one in new:
        assert slack.texts(str(own(room, one).channel_id)) == ["card"]


@pytest.mark.parametrize(
    "last", ["create_channel", "post", "invite", "set_topic", "pin", "add_bookmark", "archive"]
)
def test_a_worker_killed_after_any_call_leaves_the_rest_to_another(
    room: PostRoom, slack: PretendSlack, last: str
) -> None:
    new, people = opened(room), [slack.person(), slack.person()]
    for kind, target in ((TaskKind.TOPIC, ""), *((TaskKind.INVITE, person) for person in people)):
        to_do(room, new, kind, target)
    says(room, new, "one")
    if last == "archive":
        room.drain()
        to_do(room, new, TaskKind.ARCHIVE)
    dies_after(last, room.url, slack.api, slack.token)
    room.drain()

    channel = slack.sandbox.channel(str(own(room, new).channel_id))
    assert own(room, new).name == channel.name == new.name
    assert len([call for call in slack.calls("conversations.create") if call["response"]["ok"]]) == 1
    assert [message.text for message in channel.messages if message.metadata] == ["card", "one"]
    assert set(people) < set(channel.info["members"])
    assert channel.topic == "topic 1"
    assert [message.text for message in channel.pinned] == ["card"]
    # Slack does not say that a link stands there already: a lost answer leaves two.
    assert len(channel.info["bookmarks"]) == (2 if last == "add_bookmark" else 1)
    assert channel.info["is_archived"] == (last == "archive")
    assert happened(room, new, Event.LEFT_OUT) == []


def test_one_that_was_made_and_not_written_down_is_adopted(room: PostRoom, slack: PretendSlack) -> None:
    new = opened(room)
    made = slack.gateway().create_channel(new.name, private=False)
    room.drain()
    assert own(room, new).channel_id == made.facts.channel_id
    assert slack.texts(made.facts.channel_id) == ["card"]


def test_what_stands_in_an_adopted_channel_already_is_not_said_again(
    room: PostRoom, slack: PretendSlack
) -> None:
    """After a restore the record is older than the channel."""
    new = opened(room)
    made = slack.gateway().create_channel(new.name, private=False)
    mark = {"event_type": "heard_message", "event_payload": {"op_id": room.row(new.card).op_id}}
    there = slack.gateway().post(made.facts.channel_id, "card", [], metadata=mark)
    room.drain()
    assert (room.row(new.card).state, room.row(new.card).ts) == (MessageState.SENT, there.ts)
    assert slack.texts(made.facts.channel_id) == ["card"]


@pytest.mark.parametrize(
    "whose", ["somebody else's", "shared", "archived", "older", "another escalation's", "open to all"]
)
def test_a_name_that_is_taken_by_what_is_not_its_own_gets_a_number(
    room: PostRoom, slack: PretendSlack, whose: str
) -> None:
    new = opened(room, private=whose == "open to all")
    if whose == "somebody else's":
        slack.sandbox.add_channel(new.name)
    else:
        made = slack.gateway().create_channel(new.name, private=False).facts.channel_id
        other = opened(room)
        with room.database.write() as session:
            if whose == "older":
                mine = update(OwnChannel).where(OwnChannel.escalation_id == new.id)
                session.execute(mine.values(asked_at=OwnChannel.asked_at + 7200))
            elif whose == "another escalation's":
                theirs = update(OwnChannel).where(OwnChannel.escalation_id == other.id)
                session.execute(theirs.values(channel_id=made, state=OwnState.LOST))
        if whose == "shared":
            slack.share(made)
        if whose == "archived":
            slack.archive(made)
    room.drain()
    there = own(room, new)
    assert (there.name, there.state) == (f"{new.name}-2", OwnState.MADE)
    assert slack.texts(str(there.channel_id)) == ["card"]


def test_it_is_archived_when_everything_in_it_reads_as_it_should(room: PostRoom, slack: PretendSlack) -> None:
    new = opened(room)
    room.drain()
    room.touch(new.card)
    room.drain(between_edits=1.0)
    room.touch(new.card, times=2)  # which cannot be shown before that second is over
    to_do(room, new, TaskKind.ARCHIVE)
    room.drain()
    channel = slack.sandbox.channel(str(own(room, new).channel_id))
    assert channel.info["is_archived"]
    assert room.surface(new.card).shown == 3
    room.touch(new.card)  # afterwards it stays as it reads, and nobody is told of that
    room.drain()
    assert len(slack.statuses("chat.update", channel.id)) == 2
    assert room.told_ops() == []
