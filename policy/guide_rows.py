"""The shape of what chooses guidance: hard cases, and the answers that speak for each (Row P7)."""

from __future__ import annotations

from policy.kinds import Remedy
from policy.rows import Key, Reasoned


class HardCase(Reasoned):
    """One hard case. It is this one where any of its answers was given; the first row that fits counts.

    `words` names its guidance and its draft among the templates.
    """

    key: Key
    words: Key
    root_cause: tuple[Key, ...] = ()
    remedy: tuple[Remedy, ...] = ()
    cause_type: tuple[Key, ...] = ()
    trigger: tuple[Key, ...] = ()
    outcome: tuple[Key, ...] = ()
