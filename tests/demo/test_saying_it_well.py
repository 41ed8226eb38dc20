"""In a real browser: from the nudge to the draft, the flagged phrase, a second pair of eyes, the shared channel."""

import re

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.demo.visitor import PATIENCE, arrive, choose, fill_in, go_to, is_made, press

SENT = (
    "The root cause is an expired certificate; half of you can log in again. You hear from me at 18:00 GMT."
)


@pytest.mark.browser
def test_from_the_nudge_to_the_draft_the_flagged_phrase_the_second_eyes_and_the_shared_channel(
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
    press(page.get_by_role("log").get_by_role("article").first, "Customer told")
    call = {"What did you tell them?": "I own it", "Whom?": "Priya Raman"}
    fill_in(page, "Record it", call, {"How?": "Call"})
    page.get_by_role("button", name="Skip 1 hour").click()
    talk = page.get_by_role("log")
    asking = talk.get_by_role("article").filter(has_text="Due: Customer update").first
    expect(asking).to_be_visible(timeout=60_000)
    nudge = talk.locator(f'[data-ts="{asking.get_attribute("data-ts")}"]')
    press(nudge, "Draft it")
    words = form.get_by_label("What did you tell them?")
    expect(words).to_have_value(re.compile("What we know"), timeout=PATIENCE)
    expect(form.get_by_label("Subject line")).to_have_value(re.compile("Nobody at Acme can log in"))

    # A phrase that does not help, and no gap left: it is flagged, with what to write.
    choose(form, "How?", "Heard sends it now, in #acme-and-us")
    words.fill("Please calm down, we are on it. You hear from me again at 18:00 GMT.")
    form.get_by_role("button", name="Check the words").click()
    expect(form).to_contain_text("not taken seriously", timeout=PATIENCE)
    form.get_by_label("Whom?").fill("Priya Raman")
    form.get_by_role("button", name="Record it").click()
    expect(form).to_contain_text("Look at the words once more", timeout=PATIENCE)
    form.get_by_label("What did you tell them?").fill(SENT)
    form.get_by_role("button", name="Record it").click()

    # It says why it happened: somebody else reads it first, and nothing goes out meanwhile.
    expect(form).to_contain_text("Not sent or recorded yet", timeout=PATIENCE)
    form.get_by_role("button", name="Record it").click()
    expect(form).to_contain_text("is asked to read it", timeout=PATIENCE)
    form.get_by_role("button", name="Close").first.click()
    question = talk.get_by_role("article").filter(has_text="please read the update")
    expect(question).to_contain_text("an expired certificate", timeout=PATIENCE)
    expect(question).to_contain_text("Customer update, is due")
    arrive(page, slack, "bruno", "esc-1-acme-ltd")
    press(talk.get_by_role("article").filter(has_text="please read the update"), "Approve")
    go_ahead = talk.get_by_role("article").filter(has_text="it may go out as it is")
    expect(go_ahead).to_contain_text("@Casey Okoro", timeout=PATIENCE)

    # Approved, Heard says it where Acme reads it; that is on record, and the nudge asks no more.
    arrive(page, slack, "casey", "esc-1-acme-ltd")
    press(talk.get_by_role("article").filter(has_text="it may go out as it is"), "Send it")
    expect(form.get_by_label("What did you tell them?")).to_have_value(SENT, timeout=PATIENCE)
    form.get_by_role("button", name="Record it").click()
    expect(form).to_be_hidden(timeout=PATIENCE)
    expect(talk).to_contain_text("gave Acme Ltd an update", timeout=PATIENCE)
    expect(talk.get_by_role("button", name="Post update")).to_have_count(
        1, timeout=PATIENCE
    )  # the card's own
    arrive(page, slack, "priya", "acme-and-us")
    said = talk.get_by_role("article").filter(has_text="an expired certificate")
    expect(said).to_contain_text("Casey Okoro", timeout=PATIENCE)
    expect(talk).not_to_contain_text("ESC-1")
