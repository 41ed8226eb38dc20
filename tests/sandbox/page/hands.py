"""What a person does on the page, as the tests say it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def messages(page: Page) -> Locator:
    """The messages of the channel on screen, without the thread's."""
    return page.get_by_role("log", name="Messages in").get_by_role("article")


def write(page: Page, text: str, box: str = "Message #desk") -> None:
    """Type into a composer and press Enter."""
    page.get_by_role("textbox", name=box).fill(text)
    page.get_by_role("textbox", name=box).press("Enter")


def choose(form: Locator, label: str, *names: str, typed: str = "") -> None:
    """Pick from a select as a person does: click, perhaps type, click what is offered."""
    field = form.get_by_role("combobox", name=label, exact=True)
    field.click()
    for name in names:
        if typed:
            field.press_sequentially(typed)
        form.get_by_role("option", name=name).click()
    if form.get_by_role("listbox").is_visible():
        field.press("Escape")


def fill_the_form(form: Locator, title: str = "Export is down") -> None:
    """Answer all that has to be answered, and a little more."""
    form.get_by_label("Title").fill(title)
    form.get_by_label("Story").fill("First line\nsecond line")
    choose(form, "Severity", "Higher")
    choose(form, "Account", "Acme Ltd", typed="Acme")
    choose(form, "Owner", "Grace Hopper", typed="gra")
    choose(form, "Tags", "Billing", "Data")
    form.get_by_label("Moment").fill("2026-11-25T15:00")
    form.get_by_role("checkbox", name="Legal").check()
    form.get_by_label("Mail").fill("ada@heard.example")
    form.get_by_label("Worth").fill("120000")
    form.get_by_role("radio", name="Angry").check()
    expect(form.get_by_text("Tone is Angry")).to_be_visible()


def opened_form(page: Page) -> Locator:
    """Use the command that opens the form, and wait for it."""
    write(page, "/form acme")
    form = page.get_by_role("dialog", name="Every field")
    expect(form).to_be_visible()
    return form
