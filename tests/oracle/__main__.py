"""The long form: `python -m tests.oracle [ESCALATIONS] [SEED]` on SQLite, a world of 25 at a time; 1,000 by default.

The worlds of odd seeds are crowded: much is asked of few, and a channel takes one nudge a minute. Each world's
seed is said, so that one that differs can be lived through again: `python -m tests.oracle 25 SEED`.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models.migrate import migrate
from tests.oracle.compare import Verdict, compare

ESCALATIONS = 1000
A_WORLD = 25


def long_form(escalations: int = ESCALATIONS, seed: int | None = None) -> Iterator[Verdict]:
    """Worlds of consecutive seeds until so many escalations are compared; a verdict for each."""
    first = secrets.randbelow(1_000_000) if seed is None else seed
    for number, done in enumerate(range(0, escalations, A_WORLD)):
        with tempfile.TemporaryDirectory() as folder:
            database_url = f"sqlite:///{folder}/oracle.db"
            migrate(database_url)
            yield compare(
                database_url,
                Path(folder),
                first + number,
                min(A_WORLD, escalations - done),
                crowded=(first + number) % 2 == 1,
            )


def main(arguments: list[str]) -> int:
    """Print a line a world; 1 where one differs."""
    started = time.monotonic()
    wrong = messages = 0
    for verdict in long_form(*map(int, arguments)):
        messages += verdict.messages
        wrong += verdict.difference is not None
        agreed = verdict.difference or "agreed"
        said = f"{verdict.messages} messages, {verdict.gathered} of them for several"
        print(
            f"seed {verdict.seed}: {verdict.escalations} escalations, {said}, {agreed}",
            flush=True,
        )
    print(f"{messages} messages in {time.monotonic() - started:.0f} s, {wrong} worlds differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
