"""How it ends: resolved with cause and prevention, asked after, written up, closed; or back, or the same as another."""

from sandbox import Message
from tests.builders.escalations import RESOLVING
from tests.scenarios.lives import is_read_first
from tests.scenarios.story import Story

TOLD = {"words": "It is solved", "channel": "call", "recipients": "Priya Raman"}


def actions(story: Story, card: Message) -> list[str]:
    """The buttons of a card as it stands now."""
    return [button.action_id for button in story.anew(card).buttons]


def test_solved_followed_up_written_up_and_closed(story: Story) -> None:
    card = story.raised(impact="workaround")
    story.presses("casey", card, "acknowledge", **{**TOLD, "words": "We have it"})
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, customer_told="told")
    solved = story.hears("is resolved", card)
    assert "It is checked every night" in solved.all_text
    assert "Thank you, Casey" in solved.all_text
    assert solved.mentions == []

    # A follow-up shows whether it has stayed solved, so there is no button for it on the same day.
    assert "follow_up" not in actions(story, card)
    story.presses("casey", story.anew(card), "close_out", link="https://bugs.example/1")
    is_read_first(story, "casey", card)
    document = story.hears("Close-out of ESC-1", card)
    assert "The index was corrupt" in document.all_text
    story.passes(days=1, hours=1)
    assert "follow_up" in actions(story, card)
    asked = {**TOLD, "words": "All quiet since Monday", "standing": "stable", "score": "9"}
    story.presses("casey", story.anew(card), "follow_up", **asked)
    story.hears("solved and stable", card)
    assert "9 of 10" in story.anew(card).all_text

    # Recovery's call is still owed at this level: closing says so, and takes a reason.
    story.presses("casey", story.anew(card), "close", waived_because="They want to hear no more of it")
    story.hears("is closed", card)
    assert "Closed" in story.anew(card).all_text


def test_nobody_followed_up_so_the_dri_is_asked(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, customer_told="told")
    story.passes(days=2)
    nudge = story.hears("Followed up with the customer", card)
    assert nudge.mentions == ["casey"]
    asked = {**TOLD, "words": "It broke again", "standing": "back"}
    story.presses("casey", nudge, "follow_up", **asked)

    # It is back: one press, and the customer is owed an update within the hour.
    back = story.hears("is *back, or was never solved*", card)
    story.presses("casey", back, "reopen", reason="It broke again", dri="bruno")
    again = story.hears("is *open again* and yours", card)
    assert again.mentions == ["bruno"]
    story.passes(hours=1)
    assert story.hears("Customer update", card).mentions == ["bruno"]


def test_raised_twice_it_goes_on_in_one(story: Story) -> None:
    first = story.raised(impact="outage")
    second = story.raised(impact="outage", problem="Orders fail")
    story.presses("casey", second, "merge", reason="The same outage")
    story.hears("goes on in ESC-1", second)
    story.hears("Orders fail", first)
    assert "Goes on in ESC-1" in story.anew(second).all_text
    assert "resolve" not in [button.action_id for button in story.anew(second).buttons]


def test_raised_in_error_everybody_may_go(story: Story) -> None:
    tier = story.slack.channel("escalations-tier-3")
    card = story.raised(impact="outage")
    called = tier.expects("name the engineer")
    story.presses("casey", card, "cancel", reason="It was their test system")
    tier.expects("was raised in error", thread=called)
    assert "Raised in error" in story.anew(card).all_text
    story.passes(hours=5)
    assert [m for m in story.talk(card) if m.mentions == ["casey"]][1:] == []


def test_whoever_raises_it_a_second_time_sees_the_first_before_sending(story: Story) -> None:
    story.raised(impact="outage", problem="Nobody can log in")
    sam = story.slack.person("sam")
    sam.types("/escalate Acme cannot log in", channel="general")
    form = sam.view.fill(customer="acme ltd", impact="outage")
    assert "ESC-1 is open" in form.all_text
    assert "Nobody can log in" in form.all_text
    assert form.submit().errors.keys() == {"similar~1"}  # nobody opens a second one by haste
    assert form.submit(similar="add:1").ok
    assert "ESC-1" in sam.view.all_text
    story.settle()
    assert story.hears("Acme cannot log in", story.card).mentions == ["casey"]


def test_what_is_back_is_opened_again_from_the_form_and_stays_with_its_dri(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "acknowledge", **{**TOLD, "words": "We have it"})
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, customer_told="told")
    sam = story.slack.person("sam")
    sam.types("/escalate It is down again", channel="general")
    story.sends(sam, customer="Acme Ltd", impact="outage", similar="reopen:1")
    assert "open again" in sam.view.all_text
    assert story.hears("It is down again", card).mentions == ["casey"]
