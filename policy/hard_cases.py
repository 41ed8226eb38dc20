"""Which hard case an escalation is, by what triage and the resolution know. Row P7."""

from __future__ import annotations

from collections.abc import Mapping

from policy.because import Because
from policy.guide_rows import HardCase
from policy.schema import Policy


def hard_case(policy: Policy, known: Mapping[str, str | None]) -> tuple[HardCase, Because] | None:
    """The first row of which one fact holds, and why; `known` has the facts by the row's keys. None: no hard case."""
    for row in policy.hard_case:
        for fact in ("root_cause", "remedy", "cause_type", "trigger", "outcome"):
            if known.get(fact) in getattr(row, fact):
                return row, Because(f"hard_case.{row.key}", row.spec, row.because)
    return None
