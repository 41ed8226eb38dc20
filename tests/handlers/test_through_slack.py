"""The doors as people meet them: the whole bot over signed HTTP, before the pretend Slack, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.directory import KnownChannel
from sandbox import Message
from tests.builders.office import TEAM
from tests.handlers.door import all_escalations
from tests.scenarios.story import Story, told_story


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    """The bot and its Slack; Casey is somebody's CSM, Priya is their customer."""
    with told_story(database_url, team=TEAM) as telling:
        yield telling


def complaint(story: Story) -> Message:
    """What Priya wrote in the channel that is shared with her company."""
    return story.slack.channel("acme-and-us").messages[0]


def test_a_command_in_a_shared_channel_that_heard_is_not_in_is_answered_to_one_person(story: Story) -> None:
    casey, shared = story.slack.person("casey"), story.slack.channel("acme-and-us")
    for said in ("help", "list", "mine", "setup", "show ESC-99"):
        answer = casey.types(f"/escalate {said}", channel="acme-and-us")
        assert answer.ok
        assert answer.text, said
    assert shared.messages == [complaint(story)]


def test_a_customers_message_is_escalated_with_its_words_time_and_address(story: Story) -> None:
    casey, said = story.slack.person("casey"), complaint(story)
    assert casey.message_shortcut("escalate_message", said).ok
    form = casey.view.fill(customer="Acme Ltd", impact="outage")
    assert form.value("problem") == said.text
    assert form.submit().result == "updated"
    (escalation,) = all_escalations(story.house.office)
    assert escalation.problem == said.text
    assert timedelta() <= story.clock.now - escalation.reached_at < timedelta(minutes=1)
    permalink = story.house.slack.permalink(said.channel, said.ts)
    assert escalation.source_permalink == permalink
    story.settle()
    assert story.slack.channel("acme-and-us").messages == [said]


def test_a_reply_in_a_thread_keeps_the_address_of_its_thread(story: Story) -> None:
    casey = story.slack.person("casey")
    reply = story.slack.person("priya").posts("acme-and-us", "Still nothing!", thread=complaint(story))
    casey.message_shortcut("escalate_message", reply)
    casey.view.fill(customer="Acme Ltd", impact="outage").submit()
    (escalation,) = all_escalations(story.house.office)
    assert escalation.source_permalink == story.house.slack.permalink(reply.channel, reply.ts)


def test_a_guest_who_sees_a_card_cannot_press_its_buttons(story: Story) -> None:
    guest = story.slack.add_user("gustav", email="gustav@agency.example", guest=True)
    story.slack.edit_channel("escalations", add=[guest])
    story.raised(impact="workaround")
    before = all_escalations(story.house.office)[0].version
    answer = story.slack.person("gustav").clicks(story.card, "acknowledge")
    assert "Nothing was changed" in answer.text
    assert not guest.has_view
    escalation = all_escalations(story.house.office)[0]
    assert escalation.acknowledged_at is None
    assert escalation.version == before + 1  # the refusal is on the timeline


def test_a_form_that_slack_does_not_open_is_a_sentence_with_what_was_typed(story: Story) -> None:
    story.slack.faults.add("error", method="views.open", error="expired_trigger_id")
    answer = story.slack.person("casey").types("/escalate Acme cannot log in")
    assert "/escalate Acme cannot log in" in answer.text
    assert not story.slack.person("casey").has_view


def test_a_slack_that_is_too_slow_for_a_form_does_not_cost_the_answer(story: Story) -> None:
    story.slack.faults.add("timeout", method="views.open", seconds=5)
    answer = story.slack.person("casey").types("/escalate Acme cannot log in")
    assert answer.ok, answer.error
    assert "/escalate Acme cannot log in" in answer.text


def test_a_button_whose_form_does_not_open_says_so(story: Story) -> None:
    story.raised(impact="outage")
    story.slack.faults.add("error", method="views.open", error="internal_error")
    answer = story.slack.person("casey").clicks(story.card, "acknowledge")
    assert "press again" in answer.text


def test_a_form_that_cannot_be_shown_anew_can_still_be_sent(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate Acme cannot log in")
    story.slack.faults.add("error", method="views.update", error="internal_error", times=None)
    form = casey.view.fill(customer="Acme Ltd", impact="outage")
    assert form.submit().result == "updated"
    assert all_escalations(story.house.office)[0].severity == "sev1"


def test_another_impact_shows_its_own_severity_and_keeps_the_words(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate Acme cannot log in")
    form = casey.view.fill(customer="Acme Ltd", contact="Priya", impact="outage")
    assert form.value("severity") == "sev1"
    form = form.fill(impact="cosmetic")
    assert (form.value("severity"), form.value("customer"), form.value("contact")) == (
        "sev4",
        "Acme Ltd",
        "Priya",
    )


def test_a_stale_button_tells_what_is_so_now(story: Story) -> None:
    story.raised(impact="outage")
    casey, card = story.slack.person("casey"), story.card
    casey.clicks(card, "accept")
    assert "already" in casey.clicks(card, "accept").text


def test_a_colleague_who_left_can_do_nothing_from_that_moment(story: Story) -> None:
    story.raised(impact="outage")
    story.slack.edit_user("bruno", deleted=True)
    story.slack.settle()
    with pytest.raises(AssertionError):
        story.raised(impact="outage", dri="bruno")
    assert len(all_escalations(story.house.office)) == 1


def test_a_channel_that_becomes_shared_is_known_to_be_at_once(story: Story) -> None:
    product = story.slack.channel("product")
    story.slack.edit_channel("product", shared_with="Acme Ltd")
    story.slack.settle()
    with story.house.office.database.read() as session:
        assert session.get_one(KnownChannel, product.id).shared


def test_the_home_shows_what_is_mine_and_its_button_opens_the_form(story: Story) -> None:
    story.raised(impact="outage")
    casey = story.slack.person("casey")
    casey.opens_home()
    story.slack.settle()
    assert "ESC-1" in casey.home.all_text
    casey.home.clicks("open_escalation")
    assert casey.view.callback_id == "open_escalation"


def test_the_timeline_opens_in_a_window(story: Story) -> None:
    story.raised(impact="outage")
    casey = story.slack.person("casey")
    casey.clicks(story.card, "show")
    assert "ESC-1" in casey.view.all_text


def test_setup_names_a_channel_that_heard_is_not_in(story: Story) -> None:
    answer = story.slack.person("casey").types("/escalate setup")
    assert "escalations-tier-3" in answer.text
