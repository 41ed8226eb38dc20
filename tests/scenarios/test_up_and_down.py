"""Up and down: another severity calls in whom it needs and lets go whom it does not; a tier by hand, and back."""

from __future__ import annotations

from sandbox import Message
from tests.scenarios.story import Story


def test_it_gets_worse_and_then_it_is_not_so_bad(story: Story) -> None:
    slack = story.slack
    home = slack.channel("escalations")
    casey = slack.person("casey")
    card = story.raised(impact="major_function")
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it", **told)
    assert "SEV-2" in card.all_text

    # Casey chooses SEV-1: before it is sent, the form says who will be asked, and by when Acme hears.
    story.passes(minutes=20)
    casey.clicks(card, "more", in_menu(card, "change_severity"))
    form = casey.view.fill(severity=story.names.severity("sev1"))
    for said in ("business stopped", "name the engineer", "confirm that you own this", "moves to tier 3"):
        assert said in form.all_text
    story.sends(casey, reason="Their own end users are hit now")
    story.settle()

    # The thread says why and who was told; three people are asked, each by name, where their tier is.
    home.expects("Their own end users are hit now", thread=card)
    assert "SEV-1" in story.anew(card).all_text
    director = slack.channel("escalations-tier-3").expects("confirm that you own this")
    chief = slack.channel("escalations-exec").expects("confirm that you have seen this")
    assert [message.mentions for message in (director, chief)] == [["vera"], ["tomas"]]

    # The hour counts from now.
    story.passes(minutes=59)
    before = len(home.thread(card))
    story.passes(minutes=1)
    assert len(home.thread(card)) > before

    # A workaround is found: SEV-2 again. Who was called in for SEV-1 is told once, in the same threads.
    lower = {"severity": story.names.severity("sev2"), "reason": "A workaround holds for everybody"}
    story.presses("bruno", story.anew(card), "change_severity", **lower)
    gone = slack.channel("escalations-exec").expects("stand down", thread=chief)
    assert gone.mentions == ["tomas"]
    assert "answer_ask" not in [button.action_id for button in story.anew(chief).buttons]
    home.expects("No longer needed, and told so", thread=card)


def test_up_by_hand_to_the_executives_and_down_again(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage")
    casey = slack.person("casey")
    casey.clicks(card, "more", in_menu(card, "climb"))
    assert "say what your tier will do next" in casey.view.all_text
    story.sends(casey, reason="They want a word with our CEO")
    story.settle()
    called = slack.channel("escalations-exec").expects("They want a word with our CEO")
    assert called.mentions == ["rosa"]
    assert "tier 4" in story.anew(card).all_text

    # At the top, there is nowhere to go: a sentence says so.
    casey.clicks(card, "more", in_menu(card, "climb"))
    assert not casey.has_view

    story.presses("casey", story.anew(card), "step_down", reason="Vera spoke to them")
    down = slack.channel("escalations-exec").expects("has gone back down", thread=called)
    assert down.mentions == ["rosa"]
    assert "answer_ask" not in [button.action_id for button in story.anew(called).buttons]
    assert "tier 3" in story.anew(card).all_text


def in_menu(card: Message, verb: str) -> str:
    """The option of the card's menu that stands for a verb."""
    options = next(row.element["options"] for row in card.buttons if row.action_id == "more")
    return next(str(option["value"]) for option in options if option["value"].split(":")[0] == verb)
