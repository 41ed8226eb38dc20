"""A SEV-1 from the first word to half a year after: found out, handed over, solved, recovered from, and then quiet."""

from __future__ import annotations

from datetime import timedelta

from tests.builders.escalations import MONDAY, RESOLVING
from tests.scenarios.lives import TOLD, heard_at_most, in_hours, is_quiet, is_read_first, recovers
from tests.scenarios.story import Story


def test_an_outage_is_solved_by_another_and_half_a_year_later_nothing_is_left(story: Story) -> None:
    slack = story.slack

    # Ten on a Monday: nobody at Acme can log in. Three people are asked, and answer.
    card = story.raised(impact="outage")
    tier = slack.channel("escalations-tier-3")
    story.presses("vera", tier.expects("confirm that you own this"), "answer_ask")
    story.presses("viktor", tier.expects("name the engineer"), "answer_ask", named="elif")
    chief = slack.channel("escalations-exec").expects("confirm that you have seen this")
    story.presses("tomas", chief, "answer_ask")

    # Nine minutes in, Acme knows. A team, triage, and a plan of one step with Elif's name on it.
    story.passes(minutes=9)
    story.presses("casey", card, "acknowledge", words="We have it, and it is mine", **TOLD)
    story.presses("casey", card, "assemble_team", people=["elif", "emil"])
    story.presses("casey", story.anew(card), "triage", cause_type="product_bug", outcome="fix")
    plan = {"what_1": "Rebuild the index", "owner_1": "elif", "due_1": in_hours(story, 2)}
    story.presses("casey", story.anew(card), "set_plan", **plan)
    story.passes(minutes=40)
    found = {"words": "The index is corrupt since the release", "found_by": "emil"}
    story.presses("casey", story.anew(card), "record_finding", **found)
    story.presses("casey", story.anew(card), "post_update", words="The index is corrupt; we rebuild it")

    # Casey's flight goes at noon: Bruno takes it, with all that was promised, and tells Acme so.
    story.presses("casey", story.anew(card), "hand_over", to="bruno", reason="no_capacity")
    story.presses("bruno", story.hears("asks you to take over", card), "accept_hand_over")
    story.presses("bruno", story.anew(card), "post_update", words="From now on I am your contact", **TOLD)

    # The next hour's word is asked of Bruno; an hour later Elif has rebuilt it, and says so with one click.
    story.passes(hours=1)
    nudge = story.hears("Due: *Customer update*", card)
    assert nudge.mentions == ["bruno"]
    story.presses("bruno", nudge, "post_update", words="Half of it is rebuilt")
    story.passes(minutes=20)
    step = story.hears("Rebuild the index", card)
    assert step.mentions == ["elif"]
    story.presses("elif", step, "finish_step")

    # Solved, and they confirm it. Whoever was called in may go; Bruno hears what recovery will ask of him.
    solved = {**RESOLVING, **TOLD, "words": "It is solved", "customer_told": "confirmed"}
    story.presses("bruno", story.anew(card), "resolve", **solved, confirmed_by="Priya Raman")
    story.hears("is resolved", card)
    slack.dm("bruno").expects("steps of the recovery are yours")
    slack.dm("vera").expects("Executive relationship call")

    # The next day it is written up; the day after they say that it has stayed solved.
    story.until(1, 10)
    story.presses("bruno", story.anew(card), "close_out", link="https://bugs.example/1")
    is_read_first(story, "bruno", card)
    story.until(2, 10)
    asked = {**TOLD, "words": "All quiet since Monday", "standing": "stable", "score": "9"}
    story.presses("bruno", story.anew(card), "follow_up", **asked)

    # A month of what recovery asks, day by day; then nothing stands in the way, and one click closes it.
    recovers(story, "bruno", "vera", until=MONDAY + timedelta(days=33))
    story.presses("bruno", story.anew(card), "close")
    assert "Closed" in story.anew(card).all_text

    # Five months on the last steps are done, and then nobody hears anything any more.
    recovers(story, "bruno", "vera", until=MONDAY + timedelta(days=184))
    is_quiet(story)

    # All of it took everybody so few messages; who only leads read it in their digest.
    bounds = {
        "bruno": 20,
        "vera": 6,
        "casey": 3,
        "tomas": 3,
        "viktor": 3,
        "elif": 2,
        "emil": 2,
        "maya": 2,
        "dana": 2,
    }
    heard_at_most(story, bounds)
