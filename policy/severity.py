"""Proposes a severity from business impact, never from volume of emotion (Rows M2a, M11f)."""

from __future__ import annotations

from dataclasses import dataclass

from policy.because import Because
from policy.schema import Policy


@dataclass(frozen=True)
class Proposal:
    """The severity an impact speaks for, and why. A person may choose another and says why."""

    severity: str
    because: Because


def propose(policy: Policy, impact_key: str) -> Proposal:
    """The severity that the policy proposes for an impact; KeyError if the policy has no such impact."""
    for impact in policy.impact:
        if impact.key == impact_key:
            because = Because(f"impact.{impact.key}", impact.spec, impact.because)
            return Proposal(impact.severity, because)
    raise KeyError(impact_key)
