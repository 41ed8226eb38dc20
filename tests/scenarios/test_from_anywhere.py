"""Raising it from where people are: nothing internal is said there, and nobody from outside gets in."""

from tests.scenarios.story import Story


def test_from_a_channel_shared_with_the_customer_nothing_is_said_there(story: Story) -> None:
    slack = story.slack
    casey, shared = slack.person("casey"), slack.channel("acme-and-us")
    before = [message.ts for message in shared.everything if not message.ephemeral_to]
    casey.types("/escalate Acme cannot log in", channel="acme-and-us")
    story.sends(casey, customer="Acme Ltd", impact="outage")
    story.passes(minutes=30)
    assert [message.ts for message in shared.everything if not message.ephemeral_to] == before
    assert "Acme Ltd" in story.card.all_text


def test_from_a_direct_message_and_from_a_channel_the_bot_is_not_in(story: Story) -> None:
    slack = story.slack
    for channel, customer in ((slack.dm("casey").id, "Acme Ltd"), (slack.channel("general").id, "Globex")):
        slack.person("casey").types("/escalate", channel=channel)
        story.sends(slack.person("casey"), customer=customer, problem="It is slow", impact="workaround")
        slack.person("casey").closes()
    assert [row.all_text.count("ESC-2") > 0 for row in [story.card]] == [True]
    assert slack.channel("general").messages == []


def test_from_a_message_with_its_words_and_its_time(story: Story) -> None:
    slack = story.slack
    casey = slack.person("casey")
    complaint = slack.channel("acme-and-us").expects("Nobody here can log in")
    casey.message_shortcut("escalate_message", complaint)
    assert "Nobody here can log in" in casey.view.value("problem")
    story.sends(casey, customer="Acme Ltd", impact="outage")
    assert "Orders have stopped" in story.card.all_text
    assert len(slack.channel("acme-and-us").messages) == 1


def test_from_the_global_shortcut(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.shortcut("open_escalation")
    story.sends(casey, customer="Acme Ltd", problem="It is slow", impact="workaround")
    assert "ESC-1" in story.card.all_text


def test_the_customer_cannot_press_what_they_cannot_even_see(story: Story) -> None:
    card = story.raised(impact="outage")
    priya = story.slack.person("priya")
    story.slack.edit_channel(card.channel, add=[priya])
    before = story.anew(card).all_text
    response = priya.clicks(card, "accept")
    story.settle()
    assert response.text or response.error
    assert story.anew(card).all_text == before


def test_a_channel_that_becomes_shared_hears_nothing_more(story: Story) -> None:
    slack = story.slack
    slack.edit_channel("escalations-tier-3", shared_with="Acme Ltd")
    slack.settle()
    card = story.raised(impact="outage")
    assert [m for m in slack.channel("escalations-tier-3").messages if "ESC-1" in m.all_text] == []
    # Whoever was to be asked there is asked at home instead, and ops knows.
    at_home = story.home(card).messages
    asking = [m.mentions for m in at_home if "answer_ask" in (button.action_id for button in m.buttons)]
    assert sorted(asking) == [["vera"], ["viktor"]]
    assert slack.channel("heard-ops").messages


def test_a_drill_reaches_its_author_alone(story: Story) -> None:
    slack = story.slack
    casey = slack.person("casey")
    casey.types("/escalate test", channel="general")
    story.sends(casey, customer="Acme Ltd", problem="A drill", impact="outage")
    story.passes(hours=1)
    for channel in ("escalations", "escalations-tier-3", "escalations-exec"):
        assert slack.channel(channel).messages == []
    drilled = slack.dm("casey").messages
    assert drilled
    assert all("DRILL" in message.all_text for message in drilled)
    assert {name for message in drilled for name in message.mentions} == {"casey"}
