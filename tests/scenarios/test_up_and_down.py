"""Up and down: another severity calls in whom it needs and lets go whom it does not; a tier by hand, and back."""

from __future__ import annotations

from sandbox import Message
from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story


def test_it_gets_worse_and_then_it_is_not_so_bad(story: Story) -> None:
    slack = story.slack
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
    story.hears("Their own end users are hit now", card)
    assert "SEV-1" in story.anew(card).all_text
    director = slack.channel("escalations-tier-3").expects("confirm that you own this")
    chief = slack.channel("escalations-exec").expects("confirm that you have seen this")
    assert [message.mentions for message in (director, chief)] == [["vera"], ["tomas"]]

    # The hour counts from now.
    story.passes(minutes=59)
    before = len(story.talk(card))
    story.passes(minutes=1)
    assert len(story.talk(card)) > before

    # A workaround is found: SEV-2 again. Who was called in for SEV-1 is told once, in the same threads.
    lower = {"severity": story.names.severity("sev2"), "reason": "A workaround holds for everybody"}
    story.presses("bruno", story.anew(card), "change_severity", **lower)
    gone = slack.channel("escalations-exec").expects("stand down", thread=chief)
    assert gone.mentions == ["tomas"]
    assert "answer_ask" not in [button.action_id for button in story.anew(chief).buttons]
    story.hears("No longer needed, and told so", card)


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


def test_a_slip_is_taken_back_within_a_minute(story: Story) -> None:
    slack = story.slack
    executives = slack.channel("escalations-exec")
    card = story.raised(impact="outage")
    story.presses("casey", card, "climb", reason="Wrong escalation")
    noted = story.hears("Wrong escalation", card)
    called = executives.expects("Wrong escalation")
    assert "undo" in [button.action_id for button in noted.buttons]

    # Casey sees the slip. Rosa hears in the same thread that nothing is asked of her; the note says who took it back.
    story.presses("casey", noted, "undo")
    gone = executives.expects("was taken back", thread=called)
    assert gone.mentions == ["rosa"]
    assert "Taken back" in story.anew(noted).all_text
    assert "tier 3" in story.anew(card).all_text
    assert "answer_ask" not in [button.action_id for button in story.anew(called).buttons]

    # Done in earnest, it is said anew, and after a minute the button is gone.
    story.presses("casey", story.anew(card), "climb", reason="This time it is the right one")
    again = story.hears("This time it is the right one", card)
    assert executives.expects("This time it is the right one").mentions == ["rosa"]
    story.passes(seconds=61)
    assert "undo" not in [button.action_id for button in story.anew(again).buttons]


def test_resolved_by_mistake_and_back_within_a_minute(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage")
    engineer = slack.channel("escalations-tier-3").expects("name the engineer")
    fields = {**RESOLVING, "customer_told": "not_yet"}
    story.presses("casey", card, "resolve", **fields)
    slack.channel("escalations-tier-3").expects("stand down", thread=engineer)
    solved = story.hears("is resolved", card)
    story.presses("casey", solved, "undo")
    needed = slack.channel("escalations-tier-3").expects("Please stay with it", thread=engineer)
    assert needed.mentions == ["viktor"]
    assert "answer_ask" in [button.action_id for button in story.anew(engineer).buttons]
    assert "resolve" in [button.action_id for button in story.anew(card).buttons]
    story.passes(minutes=15)
    assert story.hears("Customer told", card)


def test_raised_above_the_level_of_its_owner_somebody_senior_takes_it(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="workaround")
    higher = {"severity": story.names.severity("sev2"), "reason": "It spreads to all their teams"}
    story.presses("casey", card, "change_severity", **higher)
    asked = slack.channel("escalations-tier-2").expects("whether you take this over")
    assert asked.mentions == ["bruno"]
    assert "The DRI stays" in asked.all_text

    # It advises and never blocks: Casey stays the DRI until Bruno says that he takes it.
    assert "casey" in story.card.mentions
    story.presses("bruno", asked, "answer_ask", own="take")
    assert "bruno" in story.card.mentions
    assert "I take it over" in story.anew(asked).all_text
    story.hears("Bruno", story.card)


def in_menu(card: Message, verb: str) -> str:
    """The option of the card's menu that stands for a verb."""
    options = next(row.element["options"] for row in card.buttons if row.action_id == "more")
    return next(str(option["value"]) for option in options if option["value"].split(":")[0] == verb)
