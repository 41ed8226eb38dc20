"""On SQLite one process holds the file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sqlite_hold import HeldError, held

ROOT = Path(__file__).parents[2]


def test_a_second_holder_is_refused_with_the_first_ones_number(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/heard.db"
    with held(url), pytest.raises(HeldError, match=f"process {os.getpid()}"), held(url):
        pass


def test_the_hold_ends_with_its_block(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/heard.db"
    with held(url):
        pass
    with held(url):
        pass


def test_a_killed_holder_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/heard.db"
    holds = HOLDS.format(url=url)
    other = subprocess.Popen([sys.executable, "-c", holds], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(HeldError, match=str(other.pid)), held(url):
        pass

    other.kill()
    other.communicate()

    with held(url):
        pass


HOLDS = """
import time
from bot.sqlite_hold import held
with held({url!r}):
    print("held", flush=True)
    time.sleep(60)
"""
