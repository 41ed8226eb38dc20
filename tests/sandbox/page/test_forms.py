"""Commands, shortcuts and the forms they open: what is typed arrives, is checked, and is never lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.hands import fill_the_form, messages, opened_form, write
from tests.sandbox.page.world import World

pytestmark = pytest.mark.browser


def test_a_command_opens_a_form_and_its_answers_arrive_in_slacks_shapes(world: World, page: Page) -> None:
    page.goto(world.address("grace"))
    form = opened_form(page)
    expect(form.get_by_label("Title")).to_be_focused()
    fill_the_form(form)
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()

    saved = {block: actions["it"] for block, actions in world.app.wait_for("saved").items()}
    assert saved["title"] == {"type": "plain_text_input", "value": "Export is down"}
    assert saved["story"]["value"] == "First line\nsecond line"
    assert saved["severity"]["selected_option"]["value"] == "higher"
    assert saved["account"]["selected_option"]["text"]["text"] == "Acme Ltd"
    assert saved["owner"] == {"type": "users_select", "selected_user": world.people["grace"]}
    assert saved["room"]["selected_conversation"] is None
    assert [chosen["value"] for chosen in saved["tags"]["selected_options"]] == ["billing", "data"]
    assert saved["watchers"]["selected_users"] == []
    assert saved["day"]["selected_date"] == "2026-11-24"
    assert saved["hour"]["selected_time"] is None
    new_york_afternoon = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    assert saved["moment"]["selected_date_time"] == new_york_afternoon.timestamp()
    assert saved["tone"]["selected_option"]["value"] == "angry"
    assert [chosen["value"] for chosen in saved["tell"]["selected_options"]] == ["legal"]
    assert saved["mail"]["value"] == "ada@heard.example"
    assert saved["link"]["value"] is None
    assert saved["worth"] == {"type": "number_input", "value": "120000"}


def test_a_refused_form_says_why_under_the_fields_and_keeps_what_was_typed(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    fill_the_form(form, title="taken already")
    form.get_by_role("button", name="Save").click()

    expect(form.get_by_label("Title")).to_have_accessible_description(re.compile("This title is taken."))
    expect(form.get_by_label("Mail")).to_have_accessible_description(re.compile("Nobody reads this."))
    expect(form.get_by_label("Title")).to_be_focused()
    expect(form.get_by_label("Title")).to_have_value("taken already")
    expect(form.get_by_label("Story")).to_have_value("First line\nsecond line")
    expect(form.get_by_role("combobox", name="Severity")).to_have_value("Higher")
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Acme Ltd")
    expect(form.get_by_role("combobox", name="Owner")).to_have_value("Grace Hopper")
    expect(form.get_by_label("Moment")).to_have_value("2026-11-25T15:00")
    expect(form.get_by_role("checkbox", name="Legal")).to_be_checked()
    expect(form.get_by_role("radio", name="Angry")).to_be_checked()

    form.get_by_label("Title").fill("mine now")
    expect(form.get_by_text("This title is taken.")).to_be_hidden()
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def test_an_incomplete_form_is_not_sent(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    form.get_by_label("Title").fill("ab")
    form.get_by_label("Mail").fill("nobody")
    form.get_by_label("Link").fill("not an address")
    form.get_by_label("Worth").fill("-1")
    form.get_by_role("button", name="Save").click()

    expect(form.get_by_label("Title")).to_have_accessible_description(re.compile("at least 3 characters"))
    expect(form.get_by_role("combobox", name="Severity")).to_have_accessible_description(
        re.compile("choose one")
    )
    expect(form.get_by_label("Mail")).to_have_accessible_description(re.compile("not an e-mail address"))
    expect(form.get_by_label("Link")).to_have_accessible_description(re.compile("not a web address"))
    expect(form.get_by_label("Worth")).to_have_accessible_description(re.compile("least allowed is 0"))
    assert "saved" not in world.app.seen


def test_escape_closes_the_form_and_gives_the_focus_back(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    form.get_by_role("combobox", name="Severity").click()
    page.keyboard.press("Escape")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(page.get_by_role("textbox", name="Message #desk")).to_be_focused()


def test_a_select_works_from_the_keyboard_alone(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    field = form.get_by_role("combobox", name="Severity")
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Higher")


def test_a_half_filled_form_survives_a_reload_of_what_the_app_was_told(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    form.get_by_label("Title").fill("Export is down")
    form.get_by_role("radio", name="Calm").check()
    expect(form.get_by_text("Tone is Calm")).to_be_visible()
    page.reload()
    expect(form.get_by_label("Title")).to_have_value("Export is down")
    expect(form.get_by_role("radio", name="Calm")).to_be_checked()


def test_shortcuts_open_forms_and_carry_messages(world: World, page: Page) -> None:
    world.says("Please file me")
    page.goto(world.address("ada"))
    messages(page).first.hover()
    messages(page).first.get_by_role("button", name="More message actions").click()
    page.get_by_role("menuitem", name="File this").click()
    assert world.app.wait_for("filed") == "Please file me"
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Open the form").click()
    expect(page.get_by_role("dialog", name="Every field")).to_be_visible()


def test_a_slash_suggests_commands(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    box = page.get_by_role("textbox", name="Message #desk")
    box.press_sequentially("/fo")
    expect(page.get_by_role("option", name="/form")).to_contain_text("Show the form")
    box.press("Enter")
    expect(box).to_have_value("/form ")


def test_a_failed_command_is_told_and_what_was_typed_stays(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    write(page, "/nothing here")
    expect(page.get_by_role("alert")).to_contain_text("/nothing is not a valid command")
    expect(page.get_by_role("textbox", name="Message #desk")).to_have_value("/nothing here")


def test_what_lies_below_a_pushed_form_is_kept(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    form.get_by_label("Title").fill("Kept below")
    form.get_by_role("button", name="Look closer").click()
    above = page.get_by_role("dialog", name="Closer")
    above.get_by_label("Detail").fill("gone with it")
    above.get_by_role("button", name="Back").click()
    expect(form.get_by_label("Title")).to_have_value("Kept below")


def test_an_app_that_fails_leaves_the_form_and_says_so(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    form = opened_form(page)
    fill_the_form(form)
    world.sandbox.deliver_to("http://127.0.0.1:9/nobody-listens")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("trouble connecting")
    expect(form.get_by_label("Title")).to_have_value("Export is down")
    expect(form.get_by_role("button", name="Save")).to_be_enabled()
