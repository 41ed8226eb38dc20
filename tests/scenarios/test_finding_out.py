"""Finding out what it is: triage half filled and finished by another, and what the answers propose."""

from tests.scenarios.story import Story


def test_triage_is_asked_for_saved_half_way_and_finished_by_a_colleague(story: Story) -> None:
    card = story.raised(impact="major_function")
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it, I own it", **told)

    # Half an hour after the first word Casey is asked what it is, with the button that answers.
    story.passes(minutes=30)
    nudge = story.hears("Triage done", card)
    assert nudge.mentions == ["casey"]

    # Casey knows half of it. What was typed is kept; the form says what is missing.
    casey = story.slack.person("casey")
    casey.clicks(nudge, "triage")
    sent = casey.view.submit(impact="revenue_or_compliance", most_affected="Priya Raman, Head of Operations")
    assert sent.result == "updated"
    assert "Saved as far as you got" in casey.view.all_text
    assert "What they want" in casey.view.all_text
    casey.closes()

    # Bruno finds it as Casey left it, and finishes it. Both the severity that stands and the proposed one are told.
    bruno = story.slack.person("bruno")
    bruno.clicks(story.anew(card), "triage")
    assert bruno.view.value("most_affected") == "Priya Raman, Head of Operations"
    story.sends(bruno, cause_type="product_bug", outcome="accountability")
    done = story.hears("did the triage", card)
    assert done.says("*SEV-1* is proposed, it stands at SEV-2")
    assert done.mentions == []
    assert "triage" not in [button.action_id for button in story.anew(nudge).buttons]
    assert story.anew(card).says("*They want:* To know why")

    # Emil finds the cause; it stands on the card, and the customer is the next to hear.
    story.presses(
        "bruno", story.anew(card), "record_finding", words="The session store is full", found_by="emil"
    )
    assert story.anew(card).says("The session store is full")
    assert story.anew(card).says("*Step:* 3 of 5, communicate")
    story.presses("casey", story.anew(card), "post_update", words="We know the cause and empty the store")
    assert story.anew(card).says("*Step:* 4 of 5, resolve")


def test_a_message_becomes_a_note_by_shortcut_or_by_reaction_and_an_edit_keeps_the_old_words(
    story: Story,
) -> None:
    card = story.raised(impact="workaround")
    casey, elif_ = story.slack.person("casey"), story.slack.person("elif")

    # Elif wrote it elsewhere: Casey adds it to the escalation, and the thread has it with its author.
    elsewhere = elif_.posts("general", "Acme's import runs at nine every morning")
    casey.message_shortcut("add_note", elsewhere)
    story.sends(casey, escalation="1")
    kept = story.hears("runs at nine", card)
    assert kept.says("Elif")
    assert kept.mentions == []

    # What is said in the thread is kept by a reaction, and is not said there twice.
    said = elif_.posts(card.channel, "The export job retries for ever", thread=card)
    before = len(story.talk(card))
    casey.reacts(said, "memo")
    story.slack.settle()
    story.settle()
    assert len(story.talk(card)) == before
    shown = casey.types("/escalate show ESC-1").text
    assert "The export job retries for ever" in shown

    # Acme calls itself otherwise: old and new are both there.
    story.presses("casey", story.anew(card), "edit_escalation", customer="Acme Group")
    assert story.hears("Acme Ltd → Acme Group", card).mentions == []
    assert story.anew(card).says("Acme Group")
