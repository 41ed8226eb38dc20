"""Which escalations demand a post-mortem: the n-th of one cause since the last one that did. Row M11d.

In these worlds everything is resolved with the same cause.
"""

from __future__ import annotations

from datetime import datetime

from tests.oracle.open_minutes import duration
from tests.oracle.promised import Row
from tests.oracle.worlds import World


def demanding(world: World, policy: Row) -> frozenset[int]:
    """By their place in the world's cases."""
    row = policy["post_mortem"]
    resolved = sorted(
        (act.at, number)
        for number, case in enumerate(world.cases)
        for act in case.acts
        if act.verb == "resolve"
    )
    found, counted = set(), list[datetime]()
    for at, number in resolved:
        counted = [before for before in counted if before >= at - duration(row["looking_back"])] + [at]
        if len(counted) >= row["nth"]:
            found.add(number)
            counted = []
    return frozenset(found)
