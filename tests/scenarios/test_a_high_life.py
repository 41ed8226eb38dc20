"""A SEV-2 that gets worse, and better; is covered for a morning; and loses its owner in the middle of its recovery."""

from __future__ import annotations

from datetime import timedelta

from tests.builders.escalations import MONDAY, RESOLVING
from tests.scenarios.lives import TOLD, heard_at_most, in_hours, is_quiet, is_read_first, recovers
from tests.scenarios.story import Story


def test_it_gets_worse_and_better_and_outlives_its_first_owner(story: Story) -> None:
    slack = story.slack
    tier = slack.channel("escalations-tier-2")

    # A sync is twelve hours behind. The managers' tier is asked; Acme hears of us within the hour.
    card = story.raised(impact="major_function", problem="The sync is twelve hours behind")
    story.presses("dana", tier.expects("confirm that you have seen this"), "answer_ask")
    story.presses("emil", tier.expects("name the engineer"), "answer_ask", named="elif")
    story.passes(minutes=20)
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", story.anew(card), "triage", cause_type="product_bug", outcome="accountability")

    # It reaches their own customers: SEV-1, and three more are asked. Half an hour later a workaround holds.
    worse = {"severity": story.names.severity("sev1"), "reason": "Their own customers are hit"}
    story.presses("casey", story.anew(card), "change_severity", **worse)
    directors = slack.channel("escalations-tier-3")
    story.presses("vera", directors.expects("confirm that you own this"), "answer_ask")
    engineer = directors.expects("name the engineer")
    story.passes(minutes=10)
    found = {"kind": "workaround", "words": "A second worker catches up", "found_by": "elif"}
    story.presses("casey", story.anew(card), "record_finding", **found)
    better = {"severity": story.names.severity("sev2"), "reason": "The workaround holds"}
    story.presses("casey", story.anew(card), "change_severity", **better)
    assert directors.expects("stand down", thread=engineer).mentions == ["viktor"]

    # Two steps, one of which turns out to be the vendor's; the other is done when it is asked for.
    steps = {"what_1": "Write to everybody", "owner_1": "sam", "due_1": in_hours(story, 2)}
    steps |= {"what_2": "Drain the queue", "owner_2": "elif", "due_2": in_hours(story, 3)}
    story.presses("casey", story.anew(card), "set_plan", **steps)
    dropped = {"becomes": "dropped", "dropped_because": "Their vendor does it"}
    story.presses("casey", story.anew(card), "change_plan", **dropped)
    story.passes(hours=3)
    done = story.hears("Drain the queue", card)
    assert done.mentions == ["elif"]
    story.presses("elif", done, "finish_step")
    story.until(0, 14)
    story.presses("casey", story.anew(card), "post_update", words="The queue is drained; we watch it")

    # Casey is away the next morning, and Maya stands in. Four working hours on, the word to Acme is hers.
    away = {"who": "maya", "until": in_hours(story, 23)}
    story.presses("casey", story.anew(card), "set_cover", **away)
    story.until(1, 9, 30)
    asked = story.hears("Due: *Customer update*", card)
    assert asked.mentions == ["maya"]
    story.presses("maya", asked, "post_update", words="It kept up all night")
    assert "casey" in story.anew(card).mentions

    # Solved in the afternoon. Acme confirms it a day later, has it in writing, and says that it lasts.
    story.until(1, 14)
    solved = {**RESOLVING, **TOLD, "words": "It is solved", "customer_told": "told"}
    story.presses("casey", story.anew(card), "resolve", **solved)
    story.until(2, 15)
    story.presses("casey", story.anew(card), "confirm_resolution", confirmed_by="Priya Raman")
    story.presses("casey", story.anew(card), "close_out", link="https://bugs.example/2")
    is_read_first(story, "casey", card)
    well = {**TOLD, "words": "It keeps up", "standing": "stable"}
    story.presses("casey", story.anew(card), "follow_up", **well)

    # Three weeks into the recovery Casey leaves the company. Bruno is the DRI in the same minute, of all of it.
    recovers(story, "casey", "vera", until=MONDAY + timedelta(days=21))
    story.leaves("casey")
    assert story.anew(card).mentions == ["bruno"]
    recovers(story, "bruno", "vera", until=MONDAY + timedelta(days=34))
    story.presses("bruno", story.anew(card), "close")
    recovers(story, "bruno", "vera", until=MONDAY + timedelta(days=185))
    is_quiet(story)

    # All of it took everybody so few messages; who only leads read it in their digest.
    bounds = {
        "casey": 12,
        "bruno": 12,
        "vera": 8,  # one of the promises passed, and she was asked to speak with their executive
        "dana": 4,
        "emil": 4,
        "maya": 4,
        "tomas": 3,
        "viktor": 3,
        "elif": 2,
    }
    heard_at_most(story, bounds)
