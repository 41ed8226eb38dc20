"""The whole life of an escalation in a real browser: what is in front of people is pressed, and days are skipped."""

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.demo.visitor import PATIENCE, arrive, choose, fill_in, is_made, press, press_more

FOLLOW_UP = "Follow up"
ITS_OWN = "esc-1-acme-ltd"
WANTED = "To have it work: a fix"


@pytest.mark.browser
def test_from_raised_to_closed_with_a_hand_over_on_the_way(slack: Sandbox, browser_page: Page) -> None:
    page = browser_page
    card = page.get_by_role("log").get_by_role("article").filter(has_text="ESC-1").first
    talk = page.get_by_role("log")

    # Casey raises it, and is the one who owns it.
    arrive(page, slack, "casey", "general")
    composer = page.get_by_role("textbox", name="Message")
    composer.fill("/escalate Their nightly import fails")
    composer.press("Enter")
    form = page.get_by_role("dialog")
    choose(form, "Customer", "Acme Ltd")
    expect(form).to_contain_text("ARR 240,000", timeout=PATIENCE)
    choose(form, "What does it do to their business?", "A major function is broken or badly degraded")
    expect(form).to_contain_text("SEV-2")
    form.get_by_role("button", name="Raise it").click()
    expect(form).to_contain_text("ESC-1", timeout=PATIENCE)
    form.get_by_role("button", name="Close").first.click()
    expect(form).to_be_hidden()
    is_made(slack, ITS_OWN)

    # The customer is told that we have it, and asked what they want.
    arrive(page, slack, "casey", ITS_OWN)
    expect(card).to_contain_text("Their nightly import fails", timeout=PATIENCE)
    press(card, "Customer told")
    told = {"What did you tell them?": "I have it, and call you again at noon", "Whom?": "Priya Raman"}
    fill_in(page, "Record it", told, {"How?": "Call"})
    expect(card).to_contain_text("I have it, and call you again at noon", timeout=PATIENCE)
    press(card, "Triage")
    answers = {"What kind of thing is it?": "A bug in the product", "What do they want most?": WANTED}
    fill_in(page, "Save", {"What exactly can they not do?": "See yesterday's orders"}, answers)
    expect(card).to_contain_text(WANTED, timeout=PATIENCE)

    # An update, with whom and how filled in from the last time.
    press(card, "Post update")
    fill_in(page, "Record it", {"What did you tell them?": "We found the cause"})
    expect(card).to_contain_text("We found the cause", timeout=PATIENCE)

    # It changes hands: Bruno is asked by name, with a brief; until he accepts it is Casey's.
    press_more(card, "Hand over")
    choose(form, "Who is to take it over?", "Bruno Almeida")
    expect(form).to_contain_text("Bruno Almeida has 0 open", timeout=PATIENCE)
    fill_in(page, "Ask them", {}, {"Why does it change hands?": "No capacity"})
    arrive(page, slack, "bruno", ITS_OWN)
    expect(card).to_contain_text("Bruno Almeida is asked to take over", timeout=PATIENCE)
    expect(talk).to_contain_text("Brief: ESC-1", timeout=PATIENCE)
    press(talk, "I take it over")
    expect(card).to_contain_text("Owner: @Bruno Almeida", timeout=PATIENCE)

    # Solved, and the customer says so.
    press(card, "Resolve")
    solved = {
        "What caused it?": "A full disk",
        "What fixed it?": "A larger disk",
        "What keeps it from coming back?": "An alarm at 80 per cent, from Monday on",
        "If they know: what did you tell them?": "The import runs again",
        "If they confirm it: who?": "Priya Raman",
    }
    cause = {"What kind of cause was it?": "A defect in our code"}
    fill_in(page, "Resolve it", solved, cause, ticked="Yes, and they confirm that it is solved")
    expect(card).to_contain_text("Confirmed by Priya Raman", timeout=PATIENCE)

    # What the record knows stands in the close-out already; somebody else reads it before the customer keeps it.
    press(card, "Write close-out")
    expect(form.get_by_label("The issue, in one sentence")).to_have_value("Their nightly import fails")
    form.get_by_label("Bug or roadmap item").fill("https://bugs.example/1")
    form.get_by_role("button", name="Write it").click()
    expect(form).to_contain_text("Maya Lindqvist would be asked", timeout=PATIENCE)
    form.get_by_role("button", name="Write it").click()
    expect(form).to_contain_text("is asked to read it", timeout=PATIENCE)
    form.get_by_role("button", name="Close").first.click()
    arrive(page, slack, "maya", ITS_OWN)
    press(talk.get_by_role("article").filter(has_text="please read the close-out"), "Approve")
    may_go = talk.get_by_role("article").filter(has_text="it may go out as it is")
    expect(may_go).to_contain_text("@Bruno Almeida", timeout=PATIENCE)
    arrive(page, slack, "bruno", ITS_OWN)
    press(may_go, "Send it")
    fill_in(page, "Write it", {})
    expect(card.get_by_role("button", name="Write close-out")).to_have_count(0, timeout=PATIENCE)

    # A day later it can be asked after; what is left of the recovery is waived with a reason.
    follow_up = card.get_by_role("button", name=FOLLOW_UP, exact=True)
    for _ in range(10):
        if follow_up.count():
            break
        page.get_by_role("button", name="Skip to the next deadline").click()
        expect(page.get_by_role("status")).not_to_contain_text("Skipping ahead", timeout=PATIENCE)
        page.wait_for_timeout(1_500)
    press(card, FOLLOW_UP)
    asked = {"What did they say?": "All quiet since", "Whom did you ask?": "Priya Raman"}
    fill_in(page, "Record it", asked, ticked="Solved and stable, they say")
    press(card, "Close")
    fill_in(page, "Close it anyway", {"Why can it be closed without that?": "They want no more calls"})
    expect(card).to_contain_text("Closed", timeout=PATIENCE)
    expect(card).to_contain_text("Status: closed")
    expect(card.get_by_role("button", name="Resolve")).to_have_count(0)
