"""The menu *More* of a card: the same may be chosen again, also after a form was opened and left."""

from tests.scenarios.story import Story


def test_what_was_chosen_and_left_can_be_chosen_again(story: Story) -> None:
    casey = story.slack.person("casey")
    card = story.raised(impact="workaround")

    def choose() -> str:
        """As Slack does: it tells only of an option that its block does not show as chosen already."""
        shown = story.anew(card)
        menu = next(button for button in shown.buttons if button.action_id == "more")
        option = next(
            row["value"] for row in menu.element["options"] if row["value"].startswith("hand_over:")
        )
        assert casey.clicks(shown, "more", option).ok
        assert casey.view.callback_id == "hand_over"
        casey.closes()
        story.settle()
        return menu.block_id

    assert choose() != choose()
