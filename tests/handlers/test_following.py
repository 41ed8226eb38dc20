"""Following, from the card's menu and by command: an answer that only who asked can see."""

from tests.builders.escalations import an_escalation
from tests.builders.office import CASEY, MAYA
from tests.handlers.door import Door
from tests.handlers.slack_seen import a_response_address


def test_by_command(door: Door) -> None:
    an_escalation(door.office)
    assert "You follow ESC-1 now" in door.command("follow esc-1", by=MAYA)["text"]
    assert "You follow ESC-1 already" in door.command("follow ESC-1", by=MAYA)["text"]
    assert "do not follow ESC-1 any more" in door.command("unfollow 1", by=MAYA)["text"]
    assert "There is no ESC-9" in door.command("follow ESC-9", by=MAYA)["text"]


def test_from_a_message(door: Door) -> None:
    an_escalation(door.office)
    with a_response_address() as address:
        door.press("follow", 1, by=MAYA, response_url=address.url)
        door.press("follow", 1, by=MAYA, response_url=address.url)
        door.press("unfollow", 1, by=MAYA, response_url=address.url)
    assert [answer["text"].split(".")[0] for answer in address.said] == [
        "You follow ESC-1 now",
        "You follow ESC-1 already",
        "You do not follow ESC-1 any more",
    ]


def test_a_problem_that_begins_with_the_word_is_an_escalation(door: Door) -> None:
    door.command("follow up with Acme, they are furious", by=CASEY)
    assert "follow up with Acme" in str(door.slack.opened[-1])
