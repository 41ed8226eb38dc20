"""The quick form; `python -m tests.lifecycle [LIVES]` is the long one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.lifecycle.machine import Lifecycle


def test_whatever_anybody_does_whenever(sqlite_template: Path) -> None:
    Lifecycle.template = sqlite_template
    run_state_machine_as_test(Lifecycle, settings=settings(max_examples=10, stateful_step_count=20))
