"""What the workspace allows is shared by all workers, and the urgent get it first."""

from __future__ import annotations

import pytest

from services.deliver import deliver
from tests.services.delivery.post_room import ROUTINE, URGENT, PostRoom
from tests.services.delivery.pretend_slack import PretendSlack


@pytest.fixture
def lanes(room: PostRoom, slack: PretendSlack) -> list[str]:
    channels = [slack.channel() for _ in range(6)]
    for channel in channels:
        slack.look_at(room.database, channel)
    return channels


def test_workers_share_one_limit(room: PostRoom, slack: PretendSlack, lanes: list[str]) -> None:
    for lane in lanes:
        room.say(lane, "hello")

    # A fifth of ten may go at once; at this rate the next is due in more seconds than this takes on any machine.
    sent = sum(
        deliver(room.desk(holder=name, per_minute={"chat.postMessage": 10})).sent for name in ("a", "b")
    )

    assert sent == 2


def test_the_urgent_get_what_is_left_of_it(room: PostRoom, slack: PretendSlack, lanes: list[str]) -> None:
    for lane in lanes[:5]:
        room.say(lane, "digest", priority=ROUTINE)
    room.say(lanes[5], "production is down", priority=URGENT)

    room.deliver(per_minute={"chat.postMessage": 10})

    assert slack.texts(lanes[5]) == ["production is down"]
    assert sum(len(slack.texts(lane)) for lane in lanes) == 2
