"""Second thoughts: a nudge that waits, an update with nothing new, a word that was logged wrongly. Rows X6, D4, X7."""

from tests.scenarios.story import Story

TOLD = {"channel": "call", "recipients": "Priya Raman"}


def test_a_nudge_waits_while_its_promise_stands(story: Story) -> None:
    card = story.raised(impact="outage")
    named = story.hears("you are the DRI", card)
    story.presses("casey", named, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "assemble_team", people=["elif"])
    story.passes(hours=1)
    nudge = story.hears("Customer update", card)

    # Casey is on the phone with them. The nudge says so, names nobody, and still has the button that settles it.
    story.presses("casey", nudge, "snooze", because="On the call until quarter past")
    waits = story.anew(nudge)
    assert "On the call until quarter past" in waits.all_text
    assert waits.mentions == []
    assert "post_update" in [button.action_id for button in waits.buttons]
    assert "overdue" in story.anew(card).all_text

    # A quarter of an hour on it asks again, and once more it cannot wait.
    said = len(story.talk(card))
    story.passes(minutes=14)
    assert not [m for m in story.talk(card)[said:] if "Customer update" in m.all_text]
    story.passes(minutes=1)
    again = story.talk(card)[-1]
    assert again.mentions == ["casey"]
    assert "snooze" not in [button.action_id for button in again.buttons]


def test_nothing_new_is_one_click_and_a_sentence_that_stands_there(story: Story) -> None:
    card = story.raised(impact="outage")
    named = story.hears("you are the DRI", card)
    story.presses("casey", named, "acknowledge", words="We have it", **TOLD)
    story.passes(hours=1)
    nudge = story.hears("Customer update", card)
    story.presses("casey", nudge, "still_working")
    told = story.hears("gave Acme Ltd an update", card)
    assert "still working on this" in told.all_text
    assert "Priya Raman" in told.all_text


def test_a_word_that_was_logged_wrongly_is_corrected_where_it_stands(story: Story) -> None:
    card = story.raised(impact="outage")
    named = story.hears("you are the DRI", card)
    story.presses("casey", named, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "post_update", words="It is fixed")
    told = story.hears("It is fixed", card)
    said = len(story.talk(card))

    story.presses("maya", told, "correct_update", words="It is fixed for most of you")
    stands = story.anew(told)
    assert "It is fixed for most of you" in stands.all_text
    assert "Corrected by Maya Lindqvist" in stands.all_text
    assert len(story.talk(card)) == said
    assert "It is fixed for most of you" in story.anew(card).all_text

    # From the card it is the last word that is corrected.
    story.presses("casey", story.anew(card), "correct_update", recipients="Priya Raman and her team")
    assert "Priya Raman and her team" in story.anew(told).all_text
