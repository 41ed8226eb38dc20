"""What Slack refuses is refused, in its words: every row provoked through the real Web API by slack_sdk."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.refusals import REFUSALS
from tests.sandbox.refusals.refusal import Refusal
from tests.sandbox.world import World, a_world, manifest, section

pytestmark = pytest.mark.filterwarnings("ignore:The top-level")


@pytest.mark.parametrize(
    "row", REFUSALS, ids=[f"{at}-{row.method}-{row.error}" for at, row in enumerate(REFUSALS)]
)
def test_what_slack_refuses_is_refused_in_its_words(row: Refusal) -> None:
    about = manifest(without=row.without, home=row.home)
    with a_world(about, row.settings) as world:
        with pytest.raises(SlackApiError) as caught:
            row.call(world)
        assert caught.value.response["error"] == row.error
        assert world.slack.calls()[-1]["method"] == row.method


def test_the_table_holds_at_least_sixty_different_pairs() -> None:
    assert len({(row.method, row.error) for row in REFUSALS}) >= 60


def test_a_missing_scope_says_what_is_needed_and_what_there_is() -> None:
    with a_world(manifest(without=("chat:write",))) as world, pytest.raises(SlackApiError) as caught:
        world.says()
    response = caught.value.response
    assert response["needed"] == "chat:write"
    assert "users:read" in response["provided"].split(",")


def test_refused_blocks_say_where_and_why(world: World) -> None:
    with pytest.raises(SlackApiError) as caught:
        world.says(blocks=[section(), section("x" * 3001)])
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]
