"""The demo's customers act at the press of a button, and what comes of it stands in the channels."""

import pytest
from playwright.sync_api import Page, expect

from sandbox import Sandbox
from tests.demo.visitor import PATIENCE, arrive


@pytest.mark.browser
def test_a_lawyers_word_a_third_ticket_and_a_score_that_falls(slack: Sandbox, browser_page: Page) -> None:
    page = browser_page
    arrive(page, slack, "casey", "escalations")
    log = page.get_by_role("log")
    page.get_by_role("button", name="Acme: lawyers").click()
    expect(log).to_contain_text("restricted: people read it by name", timeout=PATIENCE)
    expect(log).not_to_contain_text("lawyers")
    page.get_by_role("button", name="Globex: 3rd ticket").click()
    expect(log).to_contain_text("3 tickets of one issue within 7 days", timeout=PATIENCE)
    page.get_by_role("button", name="Initech: health").click()
    page.goto(f"{slack.url}/?as={slack.person('casey').id}&channel={slack.person('casey').dm.id}")
    expect(log).to_contain_text("fallen from 82 to 45", timeout=PATIENCE)
    log.get_by_role("button", name="It is none").click(timeout=PATIENCE)
    expect(log).to_contain_text("It is none, said", timeout=PATIENCE)
