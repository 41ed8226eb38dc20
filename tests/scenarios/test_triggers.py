"""A customer's angry word in the channel shared with them, and what becomes of it without anybody's form. Row M4."""

import time
from collections.abc import Callable

from models.queries.escalations import next_step_after
from services.accounts.import_accounts import import_accounts
from tests.scenarios.story import Story

LINE = ":lock: *ESC-1* · *Acme Ltd* · Casey Okoro · restricted: people read it by name"
CSV = "account,name,csm,slack_channel\n001A,Acme Ltd,casey@heard.example,acme-and-us\n"


def eventually(story: Story, happened: Callable[[], bool]) -> None:
    """Slack tells of a message in its own time."""
    until = time.monotonic() + 10.0
    while not happened():
        assert time.monotonic() < until, "nothing came of it"
        story.settle()
        time.sleep(0.05)


def test_lawyers_open_one_and_the_csm_owns_it(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    story.slack.person("casey").invites(story.house.identity.bot_user_id, "acme-and-us")
    story.slack.person("priya").posts("acme-and-us", "Please cancel the meeting tomorrow.")
    story.slack.person("priya").posts(
        "acme-and-us", "This is the third outage. You will hear from our lawyers."
    )
    eventually(story, lambda: "ESC-1" in str(story.slack.channel("escalations").messages))
    card = story.card
    assert "This is the third outage" in card.all_text
    assert "Raised by Heard (They speak of lawyers)" in card.all_text
    assert story.home(card).info["is_private"]
    for place in ("escalations", "escalations-tier-2", "legal"):
        assert [message.text for message in story.slack.channel(place).messages] == [LINE], place
    assert "maya" in story.home(card).members, "whom tier 2 names is let in"
    shared = story.slack.channel("acme-and-us").messages
    assert {message.user for message in shared} == {story.slack.person("priya").id}, "not a word of ours"


def test_leaving_is_asked_of_the_csm_and_opens_after_half_an_hour(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    story.slack.person("casey").invites(story.house.identity.bot_user_id, "acme-and-us")
    story.slack.person("priya").posts("acme-and-us", "If this goes on we will cancel our contract.")

    def asked() -> bool:
        with story.house.office.database.read() as session:
            return next_step_after(session, story.clock.now) is not None

    eventually(story, asked)
    story.settle()
    story.passes(minutes=31)
    assert "cancel our contract" in story.card.all_text
