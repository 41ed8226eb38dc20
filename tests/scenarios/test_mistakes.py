"""What people get wrong, and what Slack does twice: told in the field, kept as typed, carried out once."""

from tests.scenarios.story import Story


def test_a_dri_who_is_no_colleague_is_refused_in_the_form_with_everything_kept(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate Acme cannot log in", channel="general")
    sent = casey.view.submit(customer="Acme Ltd", impact="outage", dri="priya", contact="Priya, by phone")
    assert list(sent.errors) == ["dri"]
    assert casey.view.value("problem") == "Acme cannot log in"
    assert casey.view.value("contact") == "Priya, by phone"
    story.sends(casey, dri="casey")
    assert "ESC-1" in story.card.all_text


def test_another_severity_than_the_impact_speaks_for_asks_why(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.fill(customer="Acme Ltd", problem="Down", impact="outage")
    lower = story.names.severity("sev3")
    sent = casey.view.submit(severity=lower)
    assert list(sent.errors) == ["severity_reason"]
    story.sends(casey, severity_reason="One test account only")
    assert "SEV-3" in story.card.all_text


def test_a_double_click_on_the_button_says_what_is_so_and_changes_nothing(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "accept")
    replies = len(story.talk(card))
    casey = story.slack.person("casey")
    assert "accept" not in [button.action_id for button in story.anew(card).buttons]
    named = story.talk(card)[0]
    assert "accept" not in [button.action_id for button in named.buttons]
    response = casey.clicks(named, "acknowledge")
    assert response.ok
    assert len(story.talk(card)) == replies


def test_words_that_look_like_markup_wake_nobody_and_change_nothing(story: Story) -> None:
    card = story.raised(
        impact="outage", problem="<!channel> *everything* is `down` & <https://evil.example|click>"
    )
    assert card.mentions == ["casey"]
    assert "<!channel>" not in card.all_text.replace("&lt;!channel&gt;", "")


def test_a_five_hundred_line_paste_is_cut_and_does_not_fail(story: Story) -> None:
    card = story.raised(
        impact="outage", problem="\n".join(f"line {number} of the log" for number in range(150))
    )
    assert "line 3 of the log" in card.all_text


def test_somebody_who_was_quicker_is_named_before_a_second_update_is_recorded(story: Story) -> None:
    card = story.raised(impact="outage")
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it", **told)
    casey, bruno = story.slack.person("casey"), story.slack.person("bruno")
    casey.clicks(card, "post_update")
    form = casey.view.fill(words="From Casey")
    bruno.clicks(card, "post_update")
    story.sends(bruno, words="From Bruno")
    refused = form.submit()
    story.settle()
    assert refused.result in ("errors", "updated")
    assert casey.view.value("words") == "From Casey"
    thread = [message.all_text for message in story.talk(card)]
    assert any("From Bruno" in text for text in thread)
    assert not any("From Casey" in text for text in thread)
    # Sent again, knowing it, Casey's words are added.
    story.sends(casey)
    assert any("From Casey" in m.all_text for m in story.talk(card))
