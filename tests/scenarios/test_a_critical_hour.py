"""A SEV-1 from the first word: one owner, the tiers told, the hourly update asked for and kept, the stand-down."""

from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story


def test_from_the_first_word_to_the_stand_down(story: Story) -> None:
    slack = story.slack
    casey = slack.person("casey")

    # Casey types what Acme said; the form proposes a severity and says who will be told.
    casey.types("/escalate Acme cannot log in", channel="general")
    form = casey.view.fill(customer="Acme Ltd", impact="outage")
    assert "SEV-1" in form.all_text
    assert "name the engineer" in form.all_text
    assert form.submit().result == "updated"
    casey.closes()
    story.settle()

    # One card, one owner, named and asked by when.
    card = story.card
    named = story.hears("you are the DRI", card)
    assert named.mentions == ["casey"]

    # Three people know at once, each asked something, each by name and nobody else.
    director = slack.channel("escalations-tier-3").expects("confirm that you own this")
    engineer = slack.channel("escalations-tier-3").expects("name the engineer")
    chief = slack.channel("escalations-exec").expects("confirm that you have seen this")
    assert [message.mentions for message in (director, engineer, chief)] == [["vera"], ["viktor"], ["tomas"]]

    # Vera confirms; Viktor names Elif; Tomas has seen it. Their messages say so, and ask nothing more.
    story.presses("vera", director, "answer_ask")
    story.presses("viktor", engineer, "answer_ask", named="elif")
    story.presses("tomas", chief, "answer_ask")
    for message in (director, engineer, chief):
        assert "answer_ask" not in [button.action_id for button in story.anew(message).buttons]

    # Nine minutes in, Acme is told. That settles the first promise and makes the next.
    story.passes(minutes=9)
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", named, "acknowledge", words="We have it, I own it", **told)
    story.presses("casey", card, "assemble_team", people=["elif", "emil"])
    story.presses("casey", story.anew(card), "triage", cause_type="product_bug", outcome="fix")
    story.hears("We have it, I own it", card)

    # An hour after that the update is due: Casey is asked, alone and by name, with the button that settles it.
    story.passes(minutes=59)
    before = len(story.talk(card))
    story.passes(minutes=1)
    nudge = story.hears("Customer update", card)
    assert nudge.mentions == ["casey"]
    # It is the first promise that has passed, so an executive is called in as well: in a direct message.
    assert story.hears("to speak with the executive of", card).mentions == []
    assert len(story.talk(card)) == before + 2

    # Nothing new is an update, too. The nudge is settled where it stands, and the next hour begins.
    story.presses("casey", nudge, "post_update", words="Still working on it; the cause is found")
    assert "post_update" not in [button.action_id for button in story.anew(nudge).buttons]
    story.hears("Still working on it", card)
    story.passes(minutes=59)
    assert not any("Customer update" in m.all_text for m in story.talk(card) if m.ts > nudge.ts and m.buttons)

    # Solved, and Acme knows: nothing is owed any more, and whoever was called in may stand down.
    solved = {**RESOLVING, "words": "Solved", "customer_told": "told"}
    story.presses("casey", card, "resolve", **solved)
    stood_down = [message for message in slack.channel("escalations-tier-3").messages if message.is_reply]
    assert [message.mentions for message in stood_down] == [["viktor"]]
    # Each hears it once, where they were called last.
    last_called = slack.dm("vera").expects("this is not needed any more")
    slack.dm("vera").expects("stand down", thread=last_called)
    slack.channel("escalations-exec").expects("stand down", thread=chief)
    talk = {name: len(slack.channel(name).messages) for name in ("escalations", "escalations-tier-3")}
    story.passes(hours=47)
    assert talk == {name: len(slack.channel(name).messages) for name in talk}


def test_a_silent_dri_is_asked_then_covered_then_climbed_over(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage")

    story.passes(minutes=15)
    assert story.hears("Due", card).mentions == ["casey"]
    story.passes(minutes=10)
    next_person = story.hears("you are next", card)
    assert next_person.mentions == ["dana"]

    # The earlier nudges ask nothing any more: one place to press.
    asking = [
        message for message in story.talk(card) if any(b.action_id == "acknowledge" for b in message.buttons)
    ]
    assert [message.ts for message in asking if message.mentions == ["dana"]] == [next_person.ts]

    # Nobody answers: the executives' channel hears of it, once, with why.
    story.passes(minutes=10)
    climbed = slack.channel("escalations-exec").expects("tier 4")
    assert climbed.mentions == ["rosa"]
    story.hears("has gone up to", card)


def test_after_three_hours_away_one_message_says_what_fell_due(story: Story) -> None:
    card = story.raised(impact="outage")
    before = len(story.talk(card))
    story.was_away(hours=3)
    nudges = [
        message for message in story.talk(card)[before:] if message.buttons and "was away" in message.all_text
    ]
    assert len(nudges) == 1
    for owed in ("Customer told", "Team assembled", "Customer update"):
        assert owed in nudges[0].all_text


def test_whoever_was_called_in_before_the_card_stood_gets_its_address(story: Story) -> None:
    slack = story.slack
    slack.faults.add("ratelimited", method="conversations.create", times=1, retry_after=1)
    slack.person("casey").types("/escalate Acme cannot log in", channel="general")
    story.sends(slack.person("casey"), customer="Acme Ltd", impact="outage")
    story.settle()
    called = slack.channel("escalations-tier-3").messages
    assert "ratelimited" in [call["response"].get("error") for call in slack.calls("conversations.create")]
    assert len(called) == 2
    assert all("Open the escalation" in [button.label for button in message.buttons] for message in called)
