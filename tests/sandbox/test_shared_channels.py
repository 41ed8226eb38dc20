"""Slack Connect: what an app can tell of channels that are shared, and of people from outside."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.world import Json, World


def facts(world: World, channel: str) -> Json:
    found: Json = world.client.conversations_info(channel=channel)["channel"]
    return found


def test_a_shared_channel_says_so_and_an_internal_one_does_not(world: World) -> None:
    shared, internal = facts(world, world.shared), facts(world, world.desk)
    assert (shared["is_ext_shared"], shared["is_shared"], shared["is_pending_ext_shared"]) == (
        True,
        True,
        False,
    )
    assert (internal["is_ext_shared"], internal["is_shared"]) == (False, False)
    assert shared["conversation_host_id"] == world.slack.team_id
    assert len(shared["connected_team_ids"]) == 1


def test_an_invited_company_is_pending_before_it_is_in(world: World) -> None:
    world.slack.edit_channel(world.desk, pending_with="Acme Ltd")
    pending = facts(world, world.desk)
    assert (pending["is_pending_ext_shared"], pending["is_ext_shared"]) == (True, False)
    world.slack.edit_channel(world.desk, shared_with="Acme Ltd")
    joined = facts(world, world.desk)
    assert (joined["is_pending_ext_shared"], joined["is_ext_shared"]) == (False, True)


def test_an_end_of_sharing_takes_the_others_along(world: World) -> None:
    world.slack.edit_channel(world.shared, shared_with=None)
    assert facts(world, world.shared)["is_ext_shared"] is False
    assert "carl" not in world.shared.members


def test_a_stranger_is_known_by_another_team_and_shows_less(world: World) -> None:
    carl = world.client.users_info(user=world.carl)["user"]
    assert carl["team_id"] != world.slack.team_id
    assert carl["is_stranger"] is True
    assert "email" not in carl["profile"]
    assert world.carl.id not in [user["id"] for user in world.client.users_list()["members"]]


def test_a_guest_is_ours_but_restricted(world: World) -> None:
    guest = world.client.users_info(user=world.guest)["user"]
    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, True)
    assert "is_stranger" not in guest


def test_people_from_outside_see_the_shared_channel_and_nothing_else(world: World) -> None:
    seen = world.slack.answer("ui/state", {"as": "carl"})["channels"]
    assert [channel["name"] for channel in seen] == ["acme-and-us"]


def test_a_channel_with_a_new_id_is_no_longer_found_by_the_old_one(world: World) -> None:
    old = world.desk.id
    moved = world.slack.edit_channel(world.desk, new_id=True)
    assert facts(world, moved.id)["name"] == "desk"
    with pytest.raises(SlackApiError, match="channel_not_found"):
        world.says(channel=old)
