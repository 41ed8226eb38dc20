"""A SEV-4: a wish that cannot be met now. Twice a week a word, Product hears why, and nobody is asked twice."""

from __future__ import annotations

from tests.builders.escalations import RESOLVING
from tests.scenarios.lives import TOLD, heard_at_most, in_hours, is_quiet
from tests.scenarios.story import Story


def test_a_wish_is_heard_answered_honestly_and_closed(story: Story) -> None:
    slack = story.slack

    # Support and Product read of it; nobody is asked anything. Acme hears of us on the same day.
    card = story.raised(impact="feature_gap", problem="They cannot sort by region")
    for place in ("support-leads", "product"):
        assert slack.channel(place).expects("cannot sort by region").mentions == []
    story.passes(hours=3)
    story.presses("casey", card, "acknowledge", words="We have heard you", **TOLD)
    story.presses("casey", story.anew(card), "triage", cause_type="commercial", outcome="acknowledgement")
    step = {"what_1": "Ask Product for a date", "owner_1": "casey", "due_1": in_hours(story, 26)}
    story.presses("casey", story.anew(card), "set_plan", **step)

    # The step is done before anybody asks for it; Tuesdays and Thursdays Casey reads in the digest whom to write to.
    story.until(1, 10)
    story.presses("casey", story.anew(card), "change_plan", becomes="done")
    story.presses("casey", story.anew(card), "post_update", words="Product looks at it", **TOLD)
    story.until(3, 9, 45)
    story.presses("casey", story.anew(card), "post_update", words="It is not on this year's list", **TOLD)
    assert not [m for m in story.talk(card) if "Due: *" in m.all_text]

    # It cannot be fixed now. Product is told once why they need it; Acme is asked for a word on it.
    story.until(4, 11)
    solved = {**RESOLVING, **TOLD, "words": "Not this year; here is how to export it sorted"}
    no = {"remedy": "not_fixable", "product_feedback": "They plan by region", "customer_told": "told"}
    story.presses("casey", story.anew(card), "resolve", **solved, **no)
    slack.channel("product").expects("They plan by region")

    # Five working days on, no word has come. Casey was asked for it once, that is noted, and it can be closed.
    story.until(11, 12)
    story.presses("casey", story.anew(card), "close")
    assert "Closed" in story.anew(card).all_text
    story.until(185, 12)
    is_quiet(story)

    # All of it took everybody so few messages; who only leads read it in their digest.
    bounds = {"casey": 8, "maya": 4, "dana": 4, "vera": 4, "emil": 4}
    heard_at_most(story, bounds)
