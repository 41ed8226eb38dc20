"""A plan: each step has an owner and a date, is asked for in time, changed in the open, done with one click."""

from datetime import timedelta

from tests.scenarios.story import Story


def in_hours(story: Story, hours: float) -> int:
    """What a picker gives for so many hours from now."""
    return int((story.clock.now + timedelta(hours=hours)).timestamp())


def test_a_step_is_asked_of_its_owner_and_done_with_one_click(story: Story) -> None:
    card = story.raised(impact="major_function")
    steps = {"what_1": "Rebuild the index", "owner_1": "elif", "due_1": in_hours(story, 2)}
    steps |= {"what_2": "Write to everybody", "owner_2": "sam", "due_2": in_hours(story, 3)}
    story.presses("casey", card, "set_plan", **steps)
    assert "Rebuild the index" in story.anew(card).all_text

    # At its time Elif is asked, by name; an hour on, Casey, who answers for the plan.
    story.passes(hours=2)
    asked = story.hears("Rebuild the index", card)
    assert asked.mentions == ["elif"]
    assert "overdue" in story.anew(card).all_text
    story.passes(hours=1)
    late = story.hears("Elif Demir does it", card)
    assert late.mentions == ["casey"]

    # One click, and nobody is asked for it any more.
    story.presses("elif", late, "finish_step")
    done = story.hears("step done, late", card)
    assert "One step of the plan is left" in done.all_text
    assert "finish_step" not in [button.action_id for button in story.anew(late).buttons]
    assert "Rebuild the index: done" in story.anew(card).all_text


def test_a_plan_is_changed_in_the_open(story: Story) -> None:
    slack = story.slack
    casey = slack.person("casey")
    card = story.raised(impact="major_function")
    steps = {"what_1": "Rebuild the index", "owner_1": "elif", "due_1": in_hours(story, 2)}
    steps |= {"what_2": "Write to everybody", "owner_2": "sam", "due_2": in_hours(story, 3)}
    story.presses("casey", card, "set_plan", **steps)

    # The second step is chosen: the form shows it, and it goes to Maya.
    card = story.anew(card)
    menu = next(button for button in card.buttons if button.action_id == "more")
    option = next(row["value"] for row in menu.element["options"] if row["value"].startswith("change_plan"))
    assert casey.clicks(card, "more", option).ok
    form = casey.view.fill(step="Write to everybody")
    assert "Write to everybody" in form.all_text
    story.sends(casey, owner="maya")
    changed = story.hears("changed a step of the plan", card)
    assert changed.mentions == []

    # The first is dropped, and why.
    story.presses(
        "casey", story.anew(card), "change_plan", becomes="dropped", dropped_because="The vendor does it"
    )
    story.hears("The vendor does it", card)
    assert "Rebuild the index" not in story.anew(card).all_text
