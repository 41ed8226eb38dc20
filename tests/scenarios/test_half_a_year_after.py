"""After the resolution: who is asked for what, how gently, and how quiet half a year is. Rows M9, P8, D6."""

from __future__ import annotations

from datetime import timedelta

from sandbox import Message
from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story

TOLD = {"channel": "call", "recipients": "Priya Raman"}
DONE = {"channel": "call", "recipients": "Priya Raman", "words": "They are content"}


def resolved(story: Story, impact: str) -> Message:
    """Raised by Casey, told, and solved within the hour; its card."""
    card = story.raised(impact=impact)
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.passes(minutes=30)
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    return card


def test_a_critical_one_is_asked_for_step_by_step_and_what_does_not_hold_is_not_ticked_off(
    story: Story,
) -> None:
    slack = story.slack
    resolved(story, "outage")
    mine, veras = slack.dm("casey"), slack.dm("vera")
    mine.expects("23 steps of the recovery are yours")
    veras.expects("Executive relationship call")

    # Two days on, one message asks for both things of that day; each has its button.
    story.until(2, 10)
    due = mine.expects("due today with Acme Ltd")
    labels = [button.label for button in due.buttons]
    assert labels[:2] == ["Fix confirmed", "Summary sent"]

    # Two people at Acme cannot log in: nothing is ticked off, and Casey is asked whether it is open again.
    story.presses("casey", due, "finish_recovery_step", holds="no", **{**DONE, "words": "Two cannot log in"})
    mine.expects("does not hold")
    assert "Fix confirmed" in [button.label for button in story.anew(due).buttons]

    # An hour later it does. Both are done; the message asks for nothing any more.
    story.passes(hours=1)
    story.presses("casey", due, "finish_recovery_step", holds="yes", **DONE)
    (summary,) = [button for button in story.anew(due).buttons if button.label == "Summary sent"]
    story.presses("casey", story.anew(due), summary.action_id, **{**DONE, "channel": "email"})
    assert "Done" in story.anew(due).all_text

    # A call is no mail.
    story.until(7, 10)
    week = mine.expects("Watch whether it comes back")
    call = next(button for button in week.buttons if button.label == "Call made")
    casey = slack.person("casey")
    assert casey.clicks(week, call.action_id).ok
    refused = casey.view.submit(**{**DONE, "channel": "in_person", "words": " "})
    assert refused.errors
    story.sends(casey, **DONE)

    # The list says what comes next, for Casey and for everybody; only they read it.
    for person, said in (("casey", "recovery"), ("maya", "recovery all")):
        slack.person(person).types(f"/escalate {said}", channel="general")
        answer = slack.channel("general").everything[-1]
        assert "Watch whether it comes back" in answer.all_text
        assert answer.ephemeral_to == slack.person(person).id


def test_from_the_card_a_step_is_moved_handed_on_or_waived(story: Story) -> None:
    slack = story.slack
    resolved(story, "outage")
    card = slack.channel("esc-1-acme-ltd").expects("Recovery:")
    assert "0 of 24 done" in card.all_text
    first, second = "Fix confirmed", "Summary sent"
    friday = story.clock.now + timedelta(days=4)
    moved = {"due_at": friday, "owner": "bruno", "reason": "Bruno knows them"}
    story.presses("casey", card, "move_recovery_step", **moved)
    slack.dm("bruno").expects("gave you a step of the recovery")
    story.presses("maya", story.anew(card), "waive_recovery_step", reason="They were all on the call")
    assert "1 of 24 done" in story.anew(card).all_text
    story.until(2, 10)
    assert not [m for m in slack.dm("casey").messages if first in [b.label for b in m.buttons]]
    assert not [m for m in slack.dm("casey").messages if second in [b.label for b in m.buttons]]
    story.until(4, 10)
    slack.dm("bruno").expects("due today with Acme Ltd")


def test_the_card_counts_what_is_late_from_the_hour_it_is(story: Story) -> None:
    card = resolved(story, "outage")
    story.until(2, 15)
    assert "done, " not in story.anew(card).all_text
    story.until(2, 17)
    assert "done, 2 late" in story.anew(card).all_text
