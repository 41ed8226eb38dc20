"""The databases that tests are given: current, empty, apart from each other, and gone with the run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.databases.postgres import ROOT


@pytest.mark.parametrize("visit", ["first", "second"])
def test_each_test_finds_its_database_empty(database_url: str, visit: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert inspect(connection).has_table("alembic_version")
        assert not inspect(connection).has_table("left_behind"), "by the test before"
        connection.execute(text("CREATE TABLE left_behind (visit VARCHAR(10))"))
    engine.dispose()


def test_a_database_is_dropped_even_while_somebody_is_connected(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    engine.connect()  # left open; the fixture must still be able to tidy up


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_a_run_ends_its_server_ends_too(end: signal.Signals) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", A_RUN],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("HEARD_")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout
    folder, address = run.stdout.readline().split()
    psycopg.connect(address).close()

    run.send_signal(end)
    run.wait()

    wait_until_gone(Path(folder))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


A_RUN = """
import os, time
from tests.databases.postgres import FOLDER_NAME, server_address, started_server
with started_server():
    print(os.environ[FOLDER_NAME], server_address(), flush=True)
    time.sleep(60)
"""


def wait_until_gone(folder: Path) -> None:
    """Machine time: how long a server may take to stop."""
    give_up = time.monotonic() + 30
    while folder.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not folder.exists()
