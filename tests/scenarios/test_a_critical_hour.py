"""A SEV-1 from the first word: one owner, the tiers told, the hourly update asked for, kept, and stood down."""

from tests.scenarios.story import Story


def test_a_sev_1_from_the_first_word_to_the_stand_down(story: Story) -> None:
    slack = story.slack
    casey = slack.person("casey")
    casey.types("/escalate Acme cannot log in", channel="general")
    form = casey.view
    form.fill(customer="Acme Ltd", impact="outage")
    done = casey.view.submit()
    assert not done.errors, done.errors
    story.settle()
    card = slack.channel("escalations").expects("SEV-1")
    assert "Acme Ltd" in card.all_text
    assert "casey" in slack.channel("escalations").thread(card)[0].mentions
