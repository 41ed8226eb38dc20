"""What every test may ask for, and what none may do: reach another machine, or see this shell's settings."""

import os
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import ExitStack

import freezegun
import hypothesis
import pytest

from tests.chromium import NO_BROWSER, browser_page, chromium, chromium_path, find_chromium, is_required
from tests.databases.fixtures import database_url, postgres, postgres_url, sqlite_template, sqlite_url
from tests.databases.postgres import FOLDER_NAME, started_server

__all__ = [
    "browser_page",
    "chromium",
    "chromium_path",
    "database_url",
    "postgres",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
]

# Kept from the tests: the tokens are real, and slack_sdk sends even what is for loopback to a proxy.
SHELL_SETTINGS = ("SLACK_", "HEARD_", "DATABASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
OF_TESTS = ("HEARD_REQUIRE_BROWSER", FOLDER_NAME)
RUN = pytest.StashKey[ExitStack]()

# It freezes monotonic time as well, for which these three would wait for ever.
freezegun.configure(extend_ignore_list=["sqlalchemy", "psycopg", "apscheduler"])

# The machine may be busy; how long an example takes says nothing here.
hypothesis.settings.register_profile("heard", parent=hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("heard")


def pytest_configure(config: pytest.Config) -> None:
    """Once a process: the same surroundings on every machine, and the server that the workers share."""
    for name in [name for name in os.environ if name.upper().startswith(SHELL_SETTINGS)]:
        if name not in OF_TESTS:
            del os.environ[name]
    zoneinfo.reset_tzpath(())  # the rules of the pinned tzdata
    sys.addaudithook(refuse_other_machines)
    config.stash[RUN] = ExitStack()
    if config.getoption("numprocesses", None) and "TEST_DATABASE_URL" not in os.environ:
        config.stash[RUN].enter_context(started_server())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    config.stash[RUN].close()


def refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    """A test that reaches for the real Slack fails at once. Raises PermissionError."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if not (host == "localhost" or host.startswith("127.") or host in ("::1", "0.0.0.0", "::")):
        raise PermissionError(f"a test reached for {host}; tests stay on this machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped, unless CI requires them: there they fail."""
    if find_chromium() or is_required():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """The last words name what did not run, and how to have it."""
    yield
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("browser tests did not run", sep="-", yellow=True)
        terminalreporter.line(f"Tests that need a browser: {len(skipped)}. {NO_BROWSER}", yellow=True)
