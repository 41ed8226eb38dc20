"""A SEV-3: raised by support for the CSM, told once a day, solved on the third, and one call a week after."""

from __future__ import annotations

from datetime import timedelta

from tests.builders.escalations import MONDAY, RESOLVING
from tests.scenarios.lives import TOLD, heard_at_most, in_hours, is_quiet, is_read_first, recovers
from tests.scenarios.story import Story


def test_a_painful_workaround_is_gone_on_the_third_day(story: Story) -> None:
    slack = story.slack

    # Sam takes the call and names Casey, and hears by direct message what becomes of it.
    card = story.raised("sam", impact="workaround", problem="Exports fail now and then", dri="casey")
    story.presses("casey", card, "accept")
    story.presses(
        "maya", slack.channel("escalations").expects("confirm that you have seen this"), "answer_ask"
    )
    ticket = slack.channel("engineering-escalations").expects("put the ticket in its place")
    story.presses("elif", ticket, "answer_ask", answer="This week, after the release")
    story.passes(hours=2)
    story.presses("casey", story.anew(card), "acknowledge", words="We have it", **TOLD)
    assert "knows that we have it" in slack.dm("sam").messages[-1].all_text

    # What it is, what helps meanwhile, and who does what by tomorrow.
    story.presses("casey", story.anew(card), "triage", cause_type="configuration", outcome="fix")
    found = {"kind": "workaround", "words": "Exports by night work", "found_by": "sam"}
    story.presses("casey", story.anew(card), "record_finding", **found)
    step = {"what_1": "Raise their limit", "owner_1": "sam", "due_1": in_hours(story, 24)}
    story.presses("casey", story.anew(card), "set_plan", **step)

    # Once a day Acme hears of us. What Casey tells them before it is due, nobody asks for.
    story.until(1, 12)
    asked = story.hears("Raise their limit", card)
    assert asked.mentions == ["sam"]
    story.presses("sam", asked, "finish_step")
    story.until(1, 15)
    story.presses("casey", story.anew(card), "post_update", words="The limit is raised; we watch it", **TOLD)
    assert not [m for m in story.talk(card) if "Due: *Customer update*" in m.all_text]
    said = story.hears("The limit is raised; we watch it", card)
    story.presses("casey", said, "correct_update", words="The limit is raised to two hundred; we watch it")
    story.presses("casey", story.anew(card), "edit_escalation", customer="Acme Group")
    story.presses("casey", story.anew(card), "wait_for_customer", reason="They try it for a day")
    assert "Waiting for the customer" in story.anew(card).all_text

    # It holds for a day: solved, confirmed, written up in short, and asked after.
    story.until(2, 15)
    solved = {**RESOLVING, **TOLD, "words": "It is solved", "customer_told": "told"}
    story.presses("casey", story.anew(card), "resolve", **solved)
    assert "resolved" in slack.dm("sam").messages[-1].all_text
    story.until(3, 16)
    story.presses("casey", story.anew(card), "confirm_resolution", confirmed_by="Priya Raman")
    story.presses("casey", story.anew(card), "close_out", link="https://bugs.example/3")
    is_read_first(story, "casey", card)
    well = {**TOLD, "words": "No export has failed since", "standing": "stable", "score": "8"}
    story.presses("casey", story.anew(card), "follow_up", **well)
    story.presses("casey", story.anew(card), "close")
    assert "Closed" in story.anew(card).all_text

    # One call is left, a week after the end. Then it is quiet.
    recovers(story, "casey", until=MONDAY + timedelta(days=185))
    is_quiet(story)

    # All of it took everybody so few messages; who only leads read it in their digest.
    bounds = {"casey": 8, "bruno": 2, "sam": 6, "maya": 5, "elif": 3, "dana": 3, "vera": 3, "emil": 3}
    heard_at_most(story, bounds)
