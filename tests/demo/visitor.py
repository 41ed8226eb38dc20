"""What a person does in the demo's page: become somebody, go to a channel, choose, press, fill in a form."""

import time
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from sandbox import Sandbox
from sandbox.surface.asking import Refused

PATIENCE = 30_000
"""Milliseconds that a busy machine may take from a press to what comes of it."""


def arrive(page: Page, slack: Sandbox, person: str, channel: str) -> None:
    """Look at a channel as that person."""
    page.goto(f"{slack.url}/?as={slack.person(person).id}&channel={slack.channel(channel).id}")


def go_to(page: Page, slack: Sandbox, channel: str) -> None:
    """Open a channel from the list on the left."""
    page.get_by_role("navigation").locator(f"[data-channel={slack.channel(channel).id}]").click()


def is_made(slack: Sandbox, name: str) -> None:
    """Wait until Heard has made this channel."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            slack.channel(name)
        except Refused:
            assert time.monotonic() < until, f"#{name} was not made"
            time.sleep(0.1)
        else:
            return


def choose(form: Locator, label: str, option: str) -> None:
    """Choose in a menu of a form."""
    form.get_by_role("combobox", name=label).click()
    options = form.page.get_by_role("option")
    options.filter(has=form.page.get_by_text(option, exact=True)).first.click()


def press(message: Locator, button: str) -> None:
    """Press a button of a message."""
    message.get_by_role("button", name=button, exact=True).click(timeout=PATIENCE)


def press_more(card: Locator, option: str) -> None:
    """Choose in the card's menu *More…*."""
    card.get_by_role("combobox").click(timeout=PATIENCE)
    card.page.get_by_role("option", name=option, exact=True).click(timeout=PATIENCE)


def fill_in(
    page: Page,
    send: str,
    words: Mapping[str, str],
    chosen: Mapping[str, str] | None = None,
    ticked: str | None = None,
) -> None:
    """Fill in the form that has opened, by its labels; send it, and see it close."""
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name=send, exact=True)).to_be_visible(timeout=PATIENCE)
    for label, option in (chosen or {}).items():
        choose(form, label, option)
    if ticked is not None:
        form.get_by_label(ticked).check()
    for label, typed in words.items():
        form.get_by_label(label).fill(typed)
    form.get_by_role("button", name=send, exact=True).click()
    expect(form).to_be_hidden(timeout=PATIENCE)
