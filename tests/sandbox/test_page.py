"""The page of the pretend Slack in a real browser: what a person who knows Slack expects of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, request
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

from sandbox import Sandbox, Settings
from tests.sandbox.page_app import MANIFEST, LedgerApp, card

pytestmark = pytest.mark.browser

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""Shown beside every message: noon in London, 7:00 AM in New York."""

UNHURRIED = Settings(message_burst=100, tiers=False)
"""How often an app may post is not the subject here."""


@dataclass(frozen=True)
class World:
    """The sandbox with two colleagues and a customer, and the app that they use."""

    sandbox: Sandbox
    app: LedgerApp
    people: dict[str, str]
    channels: dict[str, str]

    def address(self, who: str, channel: str = "desk") -> str:
        """The page as somebody sees it."""
        return f"{self.sandbox.url}/?as={self.people[who]}&channel={self.channels[channel]}"

    def says(self, text: str, channel: str = "desk", blocks: list[dict[str, Any]] | None = None) -> str:
        """The app posts; answers with the message's ts."""
        posted = self.app.client.chat_postMessage(channel=self.channels[channel], text=text, blocks=blocks)
        return str(posted["ts"])


@pytest.fixture
def world() -> Iterator[World]:
    with Sandbox.start(MANIFEST, shown_clock=lambda: NOON, settings=UNHURRIED) as sandbox:
        people = {
            "ada": sandbox.add_user("ada", real_name="Ada Byron", title="CSM", tz="Europe/London").id,
            "grace": sandbox.add_user(
                "grace", real_name="Grace Hopper", title="VP", tz="America/New_York"
            ).id,
            "carl": sandbox.add_user("carl", real_name="Carl Gauss", tz="Europe/Berlin", team="Acme Ltd").id,
        }
        colleagues = [people["ada"], people["grace"]]
        channels = {
            "desk": sandbox.add_channel("desk", members=colleagues).id,
            "acme": sandbox.add_channel("acme-and-us", members=[*people.values()], shared_with="Acme Ltd").id,
        }
        app = LedgerApp(sandbox.bot_token, sandbox.signing_secret, sandbox.api_url)
        flask = Flask("ledger")
        flask.add_url_rule("/slack/events", "slack", lambda: app.handler.handle(request), methods=["POST"])
        server = make_server("127.0.0.1", 0, flask, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        sandbox.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield World(sandbox, app, people, channels)
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def page(browser_page: Page) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen."""
    problems: list[str] = []
    browser_page.on("pageerror", lambda error: problems.append(str(error)))
    browser_page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield browser_page
    assert problems == []


def messages(page: Page) -> Locator:
    return page.get_by_role("log", name="Messages in").get_by_role("article")


def write(page: Page, text: str, box: str = "Message #desk") -> None:
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
    write(page, "/form acme")
    form = page.get_by_role("dialog", name="Every field")
    expect(form).to_be_visible()
    return form


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


def test_a_pressed_button_reaches_the_app_and_the_message_changes(world: World, page: Page) -> None:
    world.says("A card", blocks=card())
    page.goto(world.address("ada"))
    messages(page).get_by_role("button", name="Take it").click()
    expect(messages(page).get_by_text("Taken by @Ada Byron")).to_be_visible()
    assert world.app.wait_for("taken")["value"] == "7"


def test_a_button_that_asks_first_acts_only_on_yes(world: World, page: Page) -> None:
    world.says("A card", blocks=card())
    page.goto(world.address("ada"))
    question = page.get_by_role("alertdialog", name="Sure?")
    messages(page).get_by_role("button", name="Drop it").click()
    question.get_by_role("button", name="No").click()
    expect(question).to_be_hidden()
    assert "dropped" not in world.app.seen
    messages(page).get_by_role("button", name="Drop it").click()
    question.get_by_role("button", name="Yes").click()
    assert world.app.wait_for("dropped")["action_id"] == "drop"


def test_menus_in_a_message_reach_the_app(world: World, page: Page) -> None:
    world.says("A card", blocks=card())
    page.goto(world.address("ada"))
    choose(messages(page).first, "Rank", "One")
    assert world.app.wait_for("ranked")["selected_option"]["value"] == "one"
    messages(page).get_by_role("button", name="More actions", exact=True).click()
    page.get_by_role("menuitem", name="Never").click()
    assert world.app.wait_for("more") == "never"


def test_a_reply_stands_in_the_thread_and_is_counted_below_the_message(world: World, page: Page) -> None:
    world.says("Who looks?")
    page.goto(world.address("ada"))
    messages(page).first.hover()
    messages(page).first.get_by_role("button", name="Reply in thread").click()
    write(page, "I do", box="Reply in thread")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("article").last).to_contain_text("I do")
    expect(messages(page)).to_have_count(1)
    expect(messages(page).first.get_by_role("button", name="1 reply")).to_be_visible()
    thread.get_by_role("button", name="Close thread").click()
    expect(thread).to_be_hidden()


def test_a_private_answer_is_seen_by_one_person_only(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    write(page, "/whisper hello")
    expect(messages(page).last).to_contain_text("Only visible to you")
    expect(messages(page).last).to_contain_text("Between us: hello")
    write(page, "Hello everybody")
    expect(messages(page)).to_have_count(2)

    page.get_by_role("button", name="You are Ada Byron").click()
    page.get_by_role("menuitem", name="Grace Hopper").click()
    expect(page.get_by_role("button", name="You are Grace Hopper")).to_be_visible()
    expect(messages(page)).to_have_count(1)
    expect(messages(page).last).to_contain_text("Hello everybody")
    assert f"as={world.people['grace']}" in page.url


def test_times_are_shown_in_the_readers_own_zone(world: World, page: Page) -> None:
    due = int(datetime(2026, 11, 24, 16, 30, tzinfo=UTC).timestamp())
    later = int(datetime(2026, 12, 24, 1, 30, tzinfo=UTC).timestamp())
    world.says(f"Due <!date^{due}^{{time}}|soon>, then <!date^{later}^{{date_short}} at {{time}}|later>")
    page.goto(world.address("ada"))
    expect(messages(page).first).to_contain_text("Due 4:30 PM, then Dec 24, 2026 at 1:30 AM")
    expect(messages(page).first).to_contain_text("12:00 PM")
    page.goto(world.address("grace"))
    expect(messages(page).first).to_contain_text("Due 11:30 AM, then Dec 23, 2026 at 8:30 PM")
    expect(messages(page).first).to_contain_text("7:00 AM")


def test_markup_that_a_person_types_is_shown_as_typed(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    typed = "<img src=x onerror=alert(1)> <script>alert(2)</script> a < b && c > d &lt;b&gt;"
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    write(page, typed)
    expect(messages(page).last.locator(".text")).to_have_text(typed)
    assert messages(page).locator("img, script").count() == 0


def test_an_address_that_could_run_code_is_no_link(world: World, page: Page) -> None:
    world.says("<javascript:alert(1)|click> and <https://example.com|this>")
    page.goto(world.address("ada"))
    expect(messages(page).first.get_by_role("link")).to_have_text(["this"])


def test_mrkdwn_is_formatted(world: World, page: Page) -> None:
    world.says("*bold* _slanted_ ~gone~ `code` snake_case 2*3*4\n&gt; quoted\n:eyes: :not-an-emoji:")
    page.goto(world.address("ada"))
    text = messages(page).first.locator(".text")
    for tag, words in {
        "strong": "bold",
        "em": "slanted",
        "s": "gone",
        "code": "code",
        "blockquote": "quoted",
    }.items():
        expect(text.locator(tag)).to_have_text([words])
    expect(text).to_contain_text("snake_case 2*3*4")
    expect(text).to_contain_text("👀 :not-an-emoji:")


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


def test_the_home_of_an_app_is_shown_and_works(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    page.get_by_role("navigation").get_by_role("link", name="Ledger").click()
    expect(page.get_by_role("heading", name="Your ledger")).to_be_visible()
    page.get_by_role("button", name="Count").click()
    assert world.app.wait_for("counted") == "1"
    page.get_by_role("tab", name="Messages").click()
    write(page, "Hello, app", box="Message Ledger")
    expect(messages(page).last).to_contain_text("Hello, app")


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


def test_replies_by_others_are_marked_new_until_the_thread_is_looked_into(world: World, page: Page) -> None:
    root = world.says("Who looks?")
    page.goto(world.address("ada"))
    expect(messages(page)).to_have_count(1)
    world.app.client.chat_postMessage(channel=world.channels["desk"], text="Nobody yet", thread_ts=root)
    summary = messages(page).first.get_by_role("button", name="1 reply")
    expect(summary).to_contain_text("New")
    summary.click()
    expect(summary).not_to_contain_text("New")


def test_reactions_are_shown_and_can_be_taken_back(world: World, page: Page) -> None:
    world.says("Nice work")
    page.goto(world.address("ada"))
    messages(page).first.hover()
    messages(page).first.get_by_role("button", name="React with :eyes:").click()
    chip = messages(page).first.get_by_role("button", name="Ada Byron reacted with :eyes:")
    expect(chip).to_contain_text("1")
    chip.click()
    expect(chip).to_be_hidden()


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
