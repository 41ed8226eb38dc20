"""The long form: `python -m tests.lifecycle [LIVES]`, 500 by default, sixty acts each, on SQLite."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from models.migrate import migrate
from tests.lifecycle.machine import Lifecycle

LIVES = 500


def main(arguments: list[str]) -> int:
    """Live through them; what goes wrong is shrunk to its shortest life and raised."""
    lives = int(arguments[0]) if arguments else LIVES
    with tempfile.TemporaryDirectory() as folder:
        Lifecycle.template = Path(folder) / "template.db"
        migrate(f"sqlite:///{Lifecycle.template}")
        run_state_machine_as_test(
            Lifecycle,
            settings=settings(max_examples=lives, stateful_step_count=60, deadline=None, database=None),
        )
    print(f"{lives} lives, and all was well after every act")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
