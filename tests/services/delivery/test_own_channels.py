"""A channel of an escalation's own: made once, adopted where it is ours, and done without where Slack refuses."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.escalation import Escalation
from models.outbox import MessageState, Priority
from models.own_channel import ChannelTask, OwnChannel, OwnState, TaskKind, own_lane
from models.queries.lanes import machine_time
from models.timeline import Event, TimelineEntry
from services.channels.own import bring_in
from services.deliver import drain
from services.outbox import say
from tests.services.delivery.post_room import NOON, PATIENT, PostRoom
from tests.services.delivery.pretend_slack import PretendSlack

ROOT = Path(__file__).parents[3]
_names = count(1)


@dataclass(frozen=True)
class Opened:
    """An escalation whose card waits for a channel, with a line at home that leads there."""

    id: int
    name: str
    home: str
    line: int
    card: int

    @property
    def lane(self) -> str:
        return own_lane(self.id)


def opened(room: PostRoom, *, private: bool = False) -> Opened:
    """Committed, and nothing sent yet."""
    home, name = room.slack.channel("home"), f"esc-{next(_names)}-acme"
    escalation_id = room.escalation()
    with room.database.write() as session:
        escalation = session.get_one(Escalation, escalation_id)
        messages = [
            say(
                session,
                f"{template}:{name}",
                lane=lane,
                template=template,
                now=NOON,
                escalation=escalation,
                context={"text": template},
                priority=Priority.URGENT,
                editable=True,
            )
            for lane, template in ((home, "home_line"), (own_lane(escalation_id), "card"))
        ]
        escalation.line_id, escalation.card_id = (message.id for message in messages)
        escalation.home_channel = own_lane(escalation_id)
        session.add(
            OwnChannel(
                escalation_id=escalation_id, name=name, private=private, asked_at=machine_time(session)
            )
        )
        assert escalation.line_id is not None
        assert escalation.card_id is not None
        return Opened(escalation_id, name, home, escalation.line_id, escalation.card_id)


def says(room: PostRoom, of: Opened, text: str, **how: object) -> int:
    """A message about it, as a verb says it: under its card."""
    return room.said_for(of.id, of.lane, text, thread_of=of.card, **how)


def to_do(room: PostRoom, of: Opened, kind: TaskKind, target: str = "") -> None:
    with room.database.write() as session:
        session.add(ChannelTask(escalation_id=of.id, lane=of.lane, kind=kind, target=target))


def own(room: PostRoom, of: Opened) -> OwnChannel:
    with room.database.read() as session:
        return session.get_one(OwnChannel, of.id)


def lives_in(room: PostRoom, of: Opened) -> str:
    with room.database.read() as session:
        return session.get_one(Escalation, of.id).home_channel


def happened(room: PostRoom, of: Opened, event: Event) -> list[dict[str, object]]:
    with room.database.read() as session:
        rows = select(TimelineEntry).where(TimelineEntry.escalation_id == of.id, TimelineEntry.event == event)
        return [entry.data for entry in session.scalars(rows)]


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
    killed = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.services.delivery.doomed_worker",
            room.url,
            slack.api,
            slack.token,
            last,
        ],
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
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
    "whose", ["somebody else's", "shared", "older", "another escalation's", "open to all"]
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
    room.drain()
    there = own(room, new)
    assert (there.name, there.state) == (f"{new.name}-2", OwnState.MADE)
    assert slack.texts(str(there.channel_id)) == ["card"]


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
