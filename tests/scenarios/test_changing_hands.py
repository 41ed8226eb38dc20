"""An escalation changes hands: asked, briefed, accepted; declined; silent; one DRI at every moment. Rows M11a, Y7."""

from tests.scenarios.story import Story


def test_casey_hands_over_to_bruno(story: Story) -> None:
    card = story.raised(impact="outage")
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it", **told)

    # Casey has no time left; Bruno is asked by name, and everything he needs is in the thread.
    story.presses("casey", card, "hand_over", to="bruno", reason="no_capacity", remark="Flight at noon")
    question = story.hears("asks you to take over", card)
    assert question.mentions == ["bruno"]
    brief = story.hears("Brief: ESC-1", card)
    for needed in ("Nobody can log in", "We have it", "Customer update", "name the engineer"):
        assert needed in brief.all_text
    assert "is asked to take over" in story.anew(card).all_text
    assert "casey" in story.anew(card).mentions

    # Somebody else cannot answer for him, and nobody else is asked meanwhile.
    story.presses("dana", question, "accept_hand_over")
    assert (
        len(
            [
                m
                for m in story.home(card).everything
                if "only they can answer" in m.all_text and m.ephemeral_to
            ]
        )
        == 1
    )
    assert "casey" in story.anew(card).mentions

    # He takes it: the card names him, what was promised is his, Casey is thanked, Acme is to be told.
    story.presses("bruno", question, "accept_hand_over")
    assert story.anew(card).mentions == ["bruno"]
    thanks = story.hears("Thank you", card)
    assert thanks.mentions == []
    assert "single point of contact" in thanks.all_text
    assert not [button for button in story.anew(question).buttons if button.action_id != "show"]
    story.presses("bruno", thanks, "post_update", words="I am your contact from now on", **told)

    # The next update is asked of Bruno.
    story.passes(hours=1)
    assert story.hears("Due: *Customer update*", card).mentions == ["bruno"]


def test_bruno_cannot_and_maya_names_dana(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("maya", card, "hand_over", to="bruno", reason="level_required")
    question = story.hears("asks you to take over", card)
    story.presses("bruno", question, "decline_hand_over", why="I have two of these")
    no = story.hears("cannot take ESC-1 over", card)
    assert no.mentions == ["maya"]
    assert "I have two of these" in no.all_text
    story.presses("maya", no, "hand_over", to="dana", reason="level_required")
    question = story.hears("asks you to take over", card)
    assert question.mentions == ["dana"]
    story.presses("dana", question, "accept_hand_over")
    assert story.anew(card).mentions == ["dana"]


def test_who_does_not_answer_is_asked_again_and_then_the_next_is(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "hand_over", to="bruno", reason="no_capacity")
    question = story.hears("asks you to take over", card)
    story.passes(minutes=10)
    assert story.hears("say whether you take it over", card).mentions == ["bruno"]
    story.passes(minutes=5)
    assert "did not answer" in story.anew(question).all_text
    following = story.hears("was asked before you", card)
    assert following.mentions == ["dana"]
    assert "casey" in story.anew(card).mentions
    story.presses("dana", following, "accept_hand_over")
    assert story.anew(card).mentions == ["dana"]
