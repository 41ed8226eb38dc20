"""Where a person is on the page: channels, addresses, a phone, the demo strip, a sandbox that went away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.sandbox.page.hands import messages
from tests.sandbox.page.manifest import MANIFEST
from tests.sandbox.page.world import World

pytestmark = pytest.mark.browser


def test_a_channel_shared_with_a_customer_is_marked_everywhere(world: World, page: Page) -> None:
    page.goto(world.address("ada", "acme"))
    expect(page.get_by_role("navigation").get_by_role("link", name="acme-and-us")).to_contain_text("Acme Ltd")
    expect(page.get_by_role("heading", name="acme-and-us")).to_contain_text("Shared with Acme Ltd")
    expect(page.get_by_text("People from Acme Ltd can read this.")).to_be_visible()


def test_what_was_not_read_is_bold_and_mentions_are_counted(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    row = page.get_by_role("navigation").get_by_role("link", name="acme-and-us")
    expect(row).not_to_contain_text("unread")
    world.says(f"Look here, <@{world.people['ada']}>", channel="acme")
    expect(row).to_contain_text("unread")
    expect(row.get_by_label("1 mention")).to_be_visible()
    row.click()
    expect(row).not_to_contain_text("unread")


def test_on_a_phone_the_channels_are_behind_a_button(world: World, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(world.address("ada"))
    row = page.get_by_role("link", name="acme-and-us")
    expect(row).to_be_hidden()
    page.get_by_role("button", name="Show channels").click()
    row.click()
    expect(row).to_be_hidden()
    expect(page.get_by_role("heading", name="acme-and-us")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_asks_nothing_of_any_other_machine(world: World, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    picture = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}
    world.says("With a picture", blocks=[picture])
    page.goto(world.address("ada"))
    expect(messages(page).get_by_role("img", name="A chart")).to_be_visible()
    assert [address for address in asked if not address.startswith((world.sandbox.url, "data:"))] == []


def test_the_demos_buttons_stand_apart_and_are_pressed_over_http(world: World, page: Page) -> None:
    world.sandbox.control("Do the impossible", f"{world.sandbox.url}/nowhere")
    page.goto(world.address("ada"))
    page.get_by_role("region", name="Demo controls").get_by_role("button", name="Do the impossible").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_an_address_that_names_nobody_looks_as_the_first_person(world: World, page: Page) -> None:
    page.goto(world.sandbox.url)
    expect(page.get_by_role("button", name="You are Ada Byron")).to_be_visible()
    expect(page.get_by_role("heading", name="desk")).to_be_visible()


def test_going_back_leads_to_the_channel_before(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    page.get_by_role("link", name="acme-and-us").click()
    expect(page.get_by_role("heading", name="acme-and-us")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="desk")).to_be_visible()


def test_a_permalink_leads_to_its_message(world: World, page: Page) -> None:
    ts = world.says("Read me", channel="acme")
    world.says(f"See <{world.sandbox.url}/archives/{world.channels['acme']}/p{ts.replace('.', '')}|that one>")
    page.goto(world.address("ada"))
    page.get_by_role("link", name="that one").click()
    expect(page.get_by_role("heading", name="acme-and-us")).to_be_visible()
    expect(messages(page).filter(has_text="Read me")).to_be_focused()


def test_a_half_written_message_waits_in_its_channel(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    page.get_by_role("textbox", name="Message #desk").fill("Half a th")
    page.get_by_role("link", name="acme-and-us").click()
    expect(page.get_by_role("textbox", name="Message #acme-and-us")).to_have_value("")
    page.get_by_role("link", name="desk").click()
    expect(page.get_by_role("textbox", name="Message #desk")).to_have_value("Half a th")


def test_what_is_typed_survives_messages_that_arrive(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    box = page.get_by_role("textbox", name="Message #desk")
    box.press_sequentially("Half ")
    world.says("Something else")
    expect(messages(page)).to_have_count(1)
    box.press_sequentially("done")
    expect(box).to_have_value("Half done")


def test_a_sandbox_that_went_away_is_missed_and_found_again(world: World, browser_page: Page) -> None:
    browser_page.goto(world.address("ada"))
    expect(browser_page.get_by_role("heading", name="desk")).to_be_visible()
    port = int(world.sandbox.url.rpartition(":")[2])
    world.sandbox.stop()
    strip = browser_page.get_by_role("region", name="Demo controls")
    expect(strip).to_contain_text("The sandbox does not answer")
    with Sandbox.start(MANIFEST, port=port) as again:
        someone = again.add_user("emmy", real_name="Emmy Noether")
        again.add_channel("new-desk", members=[someone])
        expect(strip).to_contain_text("Emmy Noether")
        expect(browser_page.get_by_role("heading", name="new-desk")).to_be_visible()
