"""The main job in a real browser: a SEV-1 is raised, the tiers know, an hour is skipped, the update is kept."""

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.demo.visitor import PATIENCE, choose, go_to, is_made


@pytest.mark.browser
def test_from_the_command_to_the_settled_nudge(slack: Sandbox, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{slack.url}/?as={slack.person('casey').id}&channel={slack.channel('general').id}")

    # Casey raises it.
    composer = page.get_by_role("textbox", name="Message")
    composer.fill("/escalate Nobody at Acme can log in")
    composer.press("Enter")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Raise an escalation")
    choose(form, "Customer", "Acme Ltd")
    expect(form).to_contain_text("ARR 240,000", timeout=PATIENCE)
    choose(form, "What does it do to their business?", "It is down, or their business has stopped")
    expect(form).to_contain_text("SEV-1")
    expect(form).to_contain_text("name the engineer")
    expect(form.get_by_label("What is wrong, in their words?")).to_have_value("Nobody at Acme can log in")
    form.get_by_role("button", name="Raise it").click()
    expect(form).to_contain_text("ESC-1")
    form.get_by_role("button", name="Close").first.click()
    expect(form).to_be_hidden()

    # The tier channels know.
    go_to(page, slack, "escalations-tier-3")
    expect(page.get_by_role("log")).to_contain_text("confirm that you own this")
    expect(page.get_by_role("log")).to_contain_text("name the engineer")

    # An hour later the update is due, and Casey is asked by name, in the escalation's own channel.
    is_made(slack, "esc-1-acme-ltd")
    go_to(page, slack, "esc-1-acme-ltd")
    page.get_by_role("button", name="Skip 1 hour").click()
    talk = page.get_by_role("log")
    asking = talk.get_by_role("article").filter(has_text="Due: Customer update")
    expect(asking).to_contain_text("@Casey Okoro", timeout=60_000)
    nudge = talk.locator(f'[data-ts="{asking.get_attribute("data-ts")}"]')
    expect(nudge).to_contain_text("Customer update")

    # What Casey told them settles it, where it stands.
    nudge.get_by_role("button", name="Post update").click()
    form = page.get_by_role("dialog")
    form.get_by_label("What did you tell them?").fill("We found the cause and are working on the fix")
    choose(form, "How?", "Call")
    form.get_by_label("Whom?").fill("Priya Raman")
    form.get_by_role("button", name="Record it").click()
    expect(form).to_be_hidden()
    expect(talk).to_contain_text("We found the cause and are working on the fix", timeout=30_000)
    expect(nudge.get_by_role("button", name="Post update")).to_have_count(0, timeout=30_000)
