"""Backup and restore: whole, refused where it would harm, and nothing said twice afterwards."""

from __future__ import annotations

import math
import re
import shutil
import sqlite3
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from policy.load import policy_file
from sandbox import Message, Sandbox
from tests.bot.running import Running, a_slack, running, settings_for
from tests.bot.slack_line import wait_for

FASTER = 120
"""A minute of the policy is half a second."""


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace."""
    with a_slack() as slack:
        yield slack


@pytest.fixture
def variables(slack: Sandbox, tmp_path: Path) -> dict[str, str]:
    """Settings that suffice, and a policy whose minutes are half seconds."""
    variables = settings_for(slack, tmp_path)
    slack.deliver_to(f"http://127.0.0.1:{variables['PORT']}/slack/events")
    (tmp_path / "quick.toml").write_text(re.sub(r'"(\d+)([mh])"', _quicker, policy_file("sev").read_text()))
    return variables | {"HEARD_POLICY": "quick.toml"}


def _quicker(found: re.Match[str]) -> str:
    seconds = int(found[1]) * {"m": 60, "h": 3600}[found[2]]
    return f'"{math.ceil(seconds / FASTER)}s"'


def at_once(folder: Path, variables: dict[str, str], *command: str) -> tuple[int, str]:
    """Exit status and standard error of a command that ends by itself."""
    with running(folder, variables, *command) as process:
        return process.ended(), process.errors


def starts(folder: Path, variables: dict[str, str]) -> Running:
    """The bot, listening."""
    bot = Running(folder, variables, "run")
    bot.wait_until_says("listening on")
    return bot


def raise_for(slack: Sandbox, customer: str) -> None:
    """Casey raises a SEV-1."""
    casey = slack.person("casey")
    casey.types("/escalate", channel="escalations")
    assert casey.view.fill(customer=customer, problem="Nobody can log in", impact="outage").submit().ok
    casey.closes()


def ask(file: Path, query: str) -> list[Any]:
    """What stands in a database file."""
    connection = sqlite3.connect(file)
    try:
        return [row[0] for row in connection.execute(query)]
    finally:
        connection.close()


def by_the_bot(slack: Sandbox) -> list[tuple[str, Message]]:
    """Every message of ours, in every channel, threads included."""
    channels = {call["args"]["channel"] for call in slack.calls("chat.postMessage")}
    return [
        (name, message) for name in channels for message in slack.channel(name).everything if message.metadata
    ]


def marks(slack: Sandbox) -> Counter[str]:
    """How often each mark of ours stands in Slack."""
    return Counter((message.metadata or {})["event_payload"]["op_id"] for _, message in by_the_bot(slack))


def test_what_was_said_since_the_backup_is_not_said_again_after_it_is_restored(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    bot = starts(tmp_path, variables)
    try:
        customers = ("Acme", "Globex")
        raise_for(slack, customers[0])
        slack.faults.add("ratelimited", "chat.postMessage", times=4, retry_after=6)
        raise_for(slack, customers[1])
        assert at_once(tmp_path, variables, "backup", "kept.db") == (0, "")
        waited = ask(tmp_path / "kept.db", "SELECT key FROM outbox WHERE state = 'waiting'")
        assert waited, "messages were on their way when the backup was made"
        # Both are asked for, by name, after the backup.
        nudged = "SELECT key FROM outbox WHERE template = 'nudge' AND state = 'sent'"
        wait_for(lambda: len(ask(tmp_path / "heard.db", nudged)) >= 3, 30)
        raise_for(slack, "Initech")
        slack.channel("escalations").expects("Initech", within=10)
        assert bot.stop() == 0
        asking = "SELECT op_id FROM outbox WHERE template = 'nudge'"
        nudges = set(ask(tmp_path / "heard.db", asking))
        before = marks(slack)
        assert set(before.values()) == {1}

        status, errors = at_once(tmp_path, variables, "restore", "kept.db")
        assert status == 0, errors
        assert len(ask(tmp_path / "heard.db", "SELECT id FROM escalations")) == len(customers)
        bot = starts(tmp_path, variables)
        slack.channel("heard-ops").expects("restored from a backup", within=20)
        found = "SELECT key FROM outbox WHERE state = 'sent'"
        wait_for(lambda: set(waited) <= set(ask(tmp_path / "heard.db", found)), 60)
        again = [mark for mark, times in marks(slack).items() if times > 1]
        assert again == []
        nudges |= set(ask(tmp_path / "heard.db", asking))  # one may ask the same again
        texts = Counter(
            (name, message.text)
            for name, message in by_the_bot(slack)
            if not message.is_reply and (message.metadata or {})["event_payload"]["op_id"] not in nudges
        )
        assert [text for text, times in texts.items() if times > 1] == []

        said = len(ask(tmp_path / "heard.db", nudged))
        wait_for(lambda: len(ask(tmp_path / "heard.db", nudged)) > said, 30)  # nudges go on
        assert set(marks(slack).values()) == {1}
    finally:
        bot.close()


def test_a_backup_is_whole_and_its_owners_alone_while_the_bot_writes(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    bot = starts(tmp_path, variables)
    try:
        raise_for(slack, "Acme")
        status, errors = at_once(tmp_path, variables, "backup", "kept.db")
        assert status == 0, errors
    finally:
        bot.close()
    kept = tmp_path / "kept.db"
    assert ask(kept, "PRAGMA integrity_check") == ["ok"]
    assert ask(kept, "SELECT customer FROM escalations") == ["Acme"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("kept.db?*")), "one file is all of it"


def test_a_backup_never_overwrites(variables: dict[str, str], tmp_path: Path) -> None:
    assert at_once(tmp_path, variables, "migrate")[0] == 0
    (tmp_path / "kept.db").write_text("precious")
    status, errors = at_once(tmp_path, variables, "backup", "kept.db")
    assert (status, errors) == (2, "kept.db is there already: name another file\n")
    assert (tmp_path / "kept.db").read_text() == "precious"


def test_a_backup_of_nothing_leaves_nothing(variables: dict[str, str], tmp_path: Path) -> None:
    status, errors = at_once(tmp_path, variables, "backup", "kept.db")
    assert status == 1
    assert "nothing to back up" in errors
    assert not (tmp_path / "kept.db").exists()
    assert not (tmp_path / "heard.db").exists()


def test_a_restore_is_refused_while_a_run_holds_the_database(
    variables: dict[str, str], tmp_path: Path
) -> None:
    bot = starts(tmp_path, variables)
    try:
        assert at_once(tmp_path, variables, "backup", "kept.db")[0] == 0
        status, errors = at_once(tmp_path, variables, "restore", "kept.db")
        assert status == 2
        assert str(bot.process.pid) in errors
        assert bot.get("/healthz")[0] == 200
    finally:
        bot.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"no database at all, but a letter" * 100, "not a database"), (b"", "no backup of this program")],
    ids=["a letter", "empty"],
)
def test_what_is_no_backup_is_refused_and_the_database_stays(
    variables: dict[str, str], tmp_path: Path, sqlite_url: str, content: bytes, says: str
) -> None:
    database = tmp_path / "heard.db"
    before = database.read_bytes()
    (tmp_path / "kept.db").write_bytes(content)
    status, errors = at_once(tmp_path, variables, "restore", "kept.db")
    assert status != 0
    assert says in errors
    assert "Traceback" not in errors
    assert database.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_damaged_backup_is_refused(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path, sqlite_url: str
) -> None:
    kept = tmp_path / "kept.db"
    shutil.copyfile(tmp_path / "heard.db", kept)
    with kept.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)
    status, errors = at_once(tmp_path, variables, "restore", "kept.db")
    assert status == 1
    assert "Traceback" not in errors
    assert ask(tmp_path / "heard.db", "PRAGMA integrity_check") == ["ok"]


def test_the_replaced_database_is_kept_with_all_that_was_committed(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    bot = starts(tmp_path, variables)
    try:
        assert at_once(tmp_path, variables, "backup", "kept.db")[0] == 0
        raise_for(slack, "Acme")
        bot.tell(SIGKILL)  # so that SQLite's own log still holds the commit
        bot.ended()
    finally:
        bot.close()
    assert at_once(tmp_path, variables, "restore", "kept.db")[0] == 0
    (aside,) = tmp_path.glob("heard.db.replaced-*Z")
    assert ask(aside, "SELECT customer FROM escalations") == ["Acme"]
    assert ask(tmp_path / "heard.db", "SELECT customer FROM escalations") == []
    assert ask(tmp_path / "kept.db", "SELECT count(*) FROM escalations") == [0], "the backup stays as it is"


def test_postgresql_is_backed_up_by_its_own_means(variables: dict[str, str], tmp_path: Path) -> None:
    elsewhere = variables | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/heard"}
    status, errors = at_once(tmp_path, elsewhere, "backup", "kept.db")
    assert status == 2
    assert "pg_dump" in errors
