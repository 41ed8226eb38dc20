"""In a real browser: from the nudge to the draft, to the phrase that is flagged, to what was sent and settled."""

import re

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.demo.visitor import PATIENCE, arrive, choose, go_to, is_made, press

SENT = "Nobody could log in since 9:10; half of you can again. You hear from me at 18:00 GMT."


@pytest.mark.browser
def test_from_the_nudge_to_the_draft_to_the_flagged_phrase_to_what_was_sent(
    slack: Sandbox, browser_page: Page
) -> None:
    page = browser_page
    arrive(page, slack, "casey", "general")
    composer = page.get_by_role("textbox", name="Message")
    composer.fill("/escalate Nobody at Acme can log in")
    composer.press("Enter")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Raise an escalation")
    choose(form, "Customer", "Acme Ltd")
    expect(form).to_contain_text("ARR 240,000", timeout=PATIENCE)
    choose(form, "What does it do to their business?", "It is down, or their business has stopped")
    expect(form).to_contain_text("SEV-1")
    form.get_by_role("button", name="Raise it").click()
    expect(form).to_contain_text("ESC-1")
    form.get_by_role("button", name="Close").first.click()

    # The update comes due; its nudge has the draft.
    is_made(slack, "esc-1-acme-ltd")
    go_to(page, slack, "esc-1-acme-ltd")
    page.get_by_role("button", name="Skip 1 hour").click()
    talk = page.get_by_role("log")
    asking = talk.get_by_role("article").filter(has_text="Due: Customer update")
    expect(asking).to_contain_text("@Casey Okoro", timeout=60_000)
    nudge = talk.locator(f'[data-ts="{asking.get_attribute("data-ts")}"]')
    press(nudge, "Draft it")
    words = form.get_by_label("What did you tell them?")
    expect(words).to_have_value(re.compile("I own this and stay your one contact"), timeout=PATIENCE)
    expect(form.get_by_label("Subject line")).to_have_value(re.compile("Nobody at Acme can log in"))

    # A phrase that does not help, and no gap left: it is flagged, with what to write.
    words.fill("Please calm down, we are on it. You hear from me again at 18:00 GMT.")
    form.get_by_role("button", name="Check the words").click()
    expect(form).to_contain_text("not taken seriously", timeout=PATIENCE)
    choose(form, "How?", "Email")
    form.get_by_label("Whom?").fill("Priya Raman")
    form.get_by_role("button", name="Record it").click()
    expect(form).to_contain_text("Look at the words once more", timeout=PATIENCE)
    form.get_by_label("What did you tell them?").fill(SENT)
    form.get_by_role("button", name="Record it").click()
    expect(form).to_be_hidden(timeout=PATIENCE)

    # It is on record under its subject, and the nudge asks no more.
    expect(talk).to_contain_text(SENT, timeout=PATIENCE)
    expect(nudge.get_by_role("button", name="Post update")).to_have_count(0, timeout=PATIENCE)
