"""The long drill: hundreds of processes killed while Slack answers badly; nothing is lost and nothing is said twice."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.databases import DATABASES
from bench.verdict import Bound, Verdict
from tests.fire.drill import drill

KILLS, FORMS = 200, 60
"""On each database."""


def measure() -> Iterable[Verdict]:
    """One drill a database. `said` names the seed, by which it can be lived through again."""
    for name, new_database in DATABASES.items():
        with new_database() as url, tempfile.TemporaryDirectory(prefix="heard-fire-") as folder:
            outcome = drill(url, Path(folder), seed=secrets.randbelow(1_000_000), kills=KILLS, forms=FORMS)
        yield Verdict(
            f"{name}: lost, said twice or left behind in {outcome.kills} kills",
            len(outcome.faults),
            "",
            Bound.AT_MOST,
            0,
            ", ".join([str(outcome), *outcome.faults]),
        )
