"""What every test can count on: a page where there is a browser, and this machine only."""

import os
import socket
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]


@pytest.mark.browser
def test_a_page_opens(browser_page: Page) -> None:
    browser_page.set_content("<script>document.write('<h1>Heard</h1>')</script>")
    assert browser_page.inner_text("h1") == "Heard"


def run_without_a_browser(**settings: str) -> tuple[int, str]:
    """The test above, on a machine that has none."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"{__file__}::test_a_page_opens"]
    # Options of the run around it could name this file again, and it would start itself without end.
    environment = dict(os.environ, PATH="/nowhere", CHROMIUM="/nowhere", PYTEST_ADDOPTS="", **settings)
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    return result.returncode, result.stdout


def test_without_a_browser_the_last_lines_say_what_did_not_run_and_how_to_have_it() -> None:
    status, said = run_without_a_browser(HEARD_REQUIRE_BROWSER="")
    assert status == 0
    assert "Tests that need a browser: 1." in said.splitlines()[-2]
    assert "apt install chromium" in said.splitlines()[-2]


def test_where_a_browser_is_required_its_absence_is_a_failure() -> None:
    status, said = run_without_a_browser(HEARD_REQUIRE_BROWSER="1")
    assert status == 1
    assert "1 error" in said.splitlines()[-1]


def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(PermissionError, match=r"a test reached for 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 443), timeout=1)


def test_time_zones_come_from_the_pinned_rules() -> None:
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("America/New_York").key == "America/New_York"
