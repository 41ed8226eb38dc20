"""The quick form of the drill; `python3 dev.py bench FIRE` is the long one."""

from __future__ import annotations

import secrets
from pathlib import Path

from tests.fire.drill import drill


def test_killed_and_held_under_bad_weather_nothing_is_lost_and_nothing_said_twice(
    database_url: str, tmp_path: Path
) -> None:
    seed = secrets.randbelow(1_000_000)
    outcome = drill(database_url, tmp_path, seed=seed, kills=3, forms=3)
    print(outcome)
    assert outcome.answered == 3, outcome
    assert outcome.messages >= 9, outcome
    assert outcome.faults == (), outcome
