"""Where the tests' browser is, and what happens where there is none."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    "There is no Chromium on this machine: install the package `chromium` (apt install chromium, "
    "brew install --cask chromium), or set CHROMIUM to a browser's path, and run this again."
)


def find_chromium() -> str | None:
    """`$CHROMIUM` where it is set, else the first of the usual names; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*NAMES, MAC))), None)


def is_required() -> bool:
    """In CI a missing browser is a failure, not a shorter run."""
    return os.environ.get("HEARD_REQUIRE_BROWSER", "") not in ("", "0")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium."""
    found = find_chromium()
    assert found, NO_BROWSER
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One running browser a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """A page with cookies and storage of its own. Its time limit fits a busy machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
