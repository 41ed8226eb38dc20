"""Files: uploaded to an address, then shared, as slack_sdk does it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.world import World, a_world, manifest


@pytest.fixture
def world() -> Iterator[World]:
    about = manifest()
    about["oauth_config"]["scopes"]["bot"] += ["files:read", "files:write"]
    with a_world(about) as made:
        yield made


def test_a_file_is_uploaded_and_shared(world: World) -> None:
    shared = world.client.files_upload_v2(
        channel=world.desk,
        content="when,what",
        filename="timeline.csv",
        title="Timeline",
        initial_comment="All of it",
    )
    (file,) = world.desk.expects("All of it").raw["files"]
    assert (file["title"], file["size"]) == ("Timeline", 9)
    assert world.client.files_info(file=shared["files"][0]["id"])["file"]["name"] == "timeline.csv"


def test_a_file_that_was_not_uploaded_cannot_be_shared(world: World) -> None:
    address = world.client.files_getUploadURLExternal(filename="timeline.csv", length=9)
    with pytest.raises(SlackApiError, match="file_not_found"):
        world.client.files_completeUploadExternal(files=[{"id": address["file_id"]}], channel_id=world.desk)


def test_files_need_their_scope() -> None:
    with a_world() as world, pytest.raises(SlackApiError, match="missing_scope"):
        world.client.files_getUploadURLExternal(filename="timeline.csv", length=9)
