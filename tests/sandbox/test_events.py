"""Events: told to an app that subscribed and may know, again if it did not listen, each with one id for good."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest

from sandbox import Settings
from tests.sandbox.apps import an_ear, over_http
from tests.sandbox.world import World, a_world, manifest

QUICK = Settings(event_retry_delays=(0.0, 0.05, 0.1))


def kinds(heard: list[Any]) -> list[str]:
    return [each["event"]["type"] for each in heard]


def test_a_message_in_a_channel_is_told_with_all_that_surrounds_it(world: World) -> None:
    with an_ear(world.slack) as ear:
        message = world.vera.posts("desk", "hello")
        (heard,) = ear.wait_for(1)
    assert heard["type"] == "event_callback"
    assert heard["authorizations"][0]["user_id"] == world.slack.bot_user_id
    event = heard["event"]
    assert (event["type"], event["channel_type"], event["ts"]) == ("message", "channel", message.ts)
    assert heard["is_ext_shared_channel"] is False
    assert heard["context_enterprise_id"] is None


def test_what_somebody_from_outside_writes_carries_their_team(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.carl.posts("acme-and-us", "help")
        (heard,) = ear.wait_for(1)
    assert heard["is_ext_shared_channel"] is True
    assert heard["event"]["user_team"] != heard["team_id"]


def test_the_app_hears_nothing_of_channels_it_is_not_in(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.vera.posts("secret", "psst")
        world.vera.posts("away", "not for the bot")
        world.slack.settle()
        assert ear.heard == []


def test_an_event_that_was_not_subscribed_or_lacks_its_scope_is_not_told() -> None:
    for about in (manifest(events=["app_mention"]), manifest(without=["channels:history"])):
        with a_world(about) as world, an_ear(world.slack) as ear:
            world.vera.posts("desk", "hello")
            world.slack.settle()
            assert ear.heard == []


def test_a_mention_is_told_twice_as_a_message_and_as_a_mention(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.vera.posts("desk", "@tester what now?")
        assert sorted(kinds(ear.wait_for(2))) == ["app_mention", "message"]


def test_a_direct_message_is_told_as_one(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.vera.posts("dm", "hello bot")
        (heard,) = ear.wait_for(1)
    assert heard["event"]["channel_type"] == "im"


def test_edits_and_deletions_are_told_with_the_words_before(world: World) -> None:
    ts = world.says("first")
    with an_ear(world.slack) as ear:
        world.client.chat_update(channel=world.desk, ts=ts, text="second")
        changed = ear.wait_for(1)[0]["event"]
        world.client.chat_delete(channel=world.desk, ts=ts)
        deleted = ear.wait_for(2)[1]["event"]
    assert (changed["subtype"], changed["previous_message"]["text"]) == ("message_changed", "first")
    assert (deleted["subtype"], deleted["previous_message"]["text"]) == ("message_deleted", "second")


def test_what_is_only_for_one_person_is_no_event(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.client.chat_postEphemeral(channel=world.desk, user=world.vera, text="psst")
        world.slack.settle()
        assert ear.heard == []


@pytest.mark.parametrize(
    ("kind", "happens"),
    [
        ("member_joined_channel", lambda w: w.vera.invites("gus", "desk")),
        ("member_left_channel", lambda w: w.vera.leaves("desk")),
        ("channel_archive", lambda w: w.slack.edit_channel(w.desk, archived=True)),
        ("channel_rename", lambda w: w.slack.edit_channel(w.desk, name="front-desk")),
        ("channel_shared", lambda w: w.slack.edit_channel(w.desk, shared_with="Acme Ltd")),
        ("channel_unshared", lambda w: w.slack.edit_channel(w.shared, shared_with=None)),
        ("channel_id_changed", lambda w: w.slack.edit_channel(w.desk, new_id=True)),
        ("channel_created", lambda w: w.slack.add_channel("new")),
        ("reaction_added", lambda w: w.vera.reacts(w.vera.posts("desk", "look"), "eyes")),
        ("team_join", lambda w: w.slack.add_user("newcomer")),
        ("user_change", lambda w: w.slack.edit_user(w.vera, deleted=True)),
        ("app_home_opened", lambda w: w.vera.opens_home()),
    ],
)
def test_what_happens_is_told(world: World, kind: str, happens: Any) -> None:
    with an_ear(world.slack) as ear:
        happens(world)
        world.slack.settle()
        assert kind in kinds(ear.heard)


def test_an_event_that_is_not_taken_comes_three_times_more_and_says_so() -> None:
    with a_world(settings=QUICK) as world, an_ear(world.slack) as ear:
        ear.answer = lambda _: (500, "")
        world.vera.posts("desk", "hello")
        heard = ear.wait_for(4)
        world.slack.settle()
    retries = [each["headers"].get("x-slack-retry-num") for each in heard]
    assert retries == [None, "1", "2", "3"]
    assert heard[1]["headers"]["x-slack-retry-reason"] == "http_error"
    assert len({each["event_id"] for each in heard}) == 1
    waits = [later["at"] - earlier["at"] for earlier, later in pairwise(heard[1:])]
    assert waits[0] >= 0.05
    assert waits[1] >= 0.1


def test_an_event_comes_no_more_once_it_is_taken_or_refused_for_good() -> None:
    with a_world(settings=QUICK) as world, an_ear(world.slack) as ear:
        statuses = iter([503, 200])
        ear.answer = lambda _: (next(statuses), "")
        world.vera.posts("desk", "hello")
        ear.wait_for(2)
        world.slack.settle()
        assert [each["status"] for each in world.slack.deliveries("events_api")] == [503, 200]


def test_an_app_that_wants_no_retry_gets_none() -> None:
    with a_world(settings=QUICK) as world, an_ear(world.slack) as ear:
        ear.no_retry = True
        ear.answer = lambda _: (500, "")
        world.vera.posts("desk", "hello")
        ear.wait_for(1)
        time.sleep(0.2)
        assert len(ear.heard) == 1


def test_a_listener_that_fails_gets_the_event_again() -> None:
    with a_world(settings=QUICK) as world, over_http(world.slack) as app:
        seen: list[str] = []

        @app.event("message")
        def heard(body: Any) -> None:
            seen.append(body["event_id"])
            if len(seen) == 1:
                raise RuntimeError("the database was away")

        world.vera.posts("desk", "hello")
        world.slack.settle()
        assert len(seen) == 2
        assert seen[0] == seen[1]


def test_what_happened_before_the_app_was_there_is_not_told_to_it(world: World) -> None:
    world.vera.posts("desk", "early")
    with an_ear(world.slack) as ear:
        world.vera.posts("desk", "late")
        assert [each["event"]["text"] for each in ear.wait_for(1)] == ["late"]


def test_an_app_proves_that_a_request_url_is_its_own(world: World) -> None:
    with over_http(world.slack):
        assert world.slack.verify_request_url()
    with an_ear(world.slack) as ear:
        ear.answer = lambda _: (200, "anything")
        assert not world.slack.verify_request_url()
