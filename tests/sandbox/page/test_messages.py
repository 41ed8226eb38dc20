"""Messages on the page: blocks that act, threads, zones, markup, what is new."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.hands import choose, messages, write
from tests.sandbox.page.views import card
from tests.sandbox.page.world import World

pytestmark = pytest.mark.browser


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
    links = [
        {"type": "link", "url": url, "text": url[:5]} for url in ("javascript:alert(1)", "https://a.example")
    ]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": links}]}
    world.says("Two links", blocks=[rich])
    world.says("<javascript:alert(1)|click> and <https://example.com|this>")
    page.goto(world.address("ada"))
    expect(messages(page).get_by_role("link")).to_have_text(["https", "this"])


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


def test_the_home_of_an_app_is_shown_and_works(world: World, page: Page) -> None:
    page.goto(world.address("ada"))
    page.get_by_role("navigation").get_by_role("link", name="Ledger").click()
    expect(page.get_by_role("heading", name="Your ledger")).to_be_visible()
    page.get_by_role("button", name="Count").click()
    assert world.app.wait_for("counted") == "1"
    page.get_by_role("tab", name="Messages").click()
    write(page, "Hello, app", box="Message Ledger")
    expect(messages(page).last).to_contain_text("Hello, app")


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


def test_a_block_that_the_page_cannot_draw_is_shown_as_a_box(world: World, page: Page) -> None:
    video = {
        "type": "video",
        "title": {"type": "plain_text", "text": "How to"},
        "alt_text": "How to",
        "thumbnail_url": "https://example.com/a.png",
        "video_url": "https://example.com/a",
    }
    world.says("A film", blocks=[video])
    page.goto(world.address("ada"))
    expect(messages(page).get_by_text("unsupported block: video")).to_be_visible()
