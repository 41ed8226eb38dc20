"""The long form of the oracle: a thousand escalations over sixty business days, agreed message for message."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from bench.verdict import Bound, Verdict
from tests.oracle.__main__ import ESCALATIONS, long_form


def measure() -> Iterable[Verdict]:
    """One verdict for all its worlds; those that differ are named by their seeds."""
    worlds = list(long_form(ESCALATIONS, secrets.randbelow(1_000_000)))
    different = [world for world in worlds if world.difference is not None]
    messages = sum(world.messages for world in worlds)
    yield Verdict(
        f"worlds that differ from the oracle, of {len(worlds)}",
        len(different),
        "",
        Bound.AT_MOST,
        0,
        "; ".join(
            [f"{messages} messages", *(f"seed {world.seed}: {world.difference}" for world in different)]
        ),
    )
