"""Flagged words that stay: whoever sends them says why, once they have seen what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy.draft import Finding
from policy.draft_rows import DraftReason


@dataclass(frozen=True)
class Anyway:
    """`reason` is a key of the policy's; `seen` the rules whose findings were shown when it was chosen."""

    reason: str | None
    seen: tuple[str, ...]


class Flagged(Exception):
    """Rules flag the words, so nothing was changed: they are to be put otherwise, or one of `reasons` given."""

    def __init__(self, findings: Sequence[Finding], reasons: Sequence[DraftReason]) -> None:
        self.findings = tuple(findings)
        self.reasons = tuple(reasons)
        super().__init__(", ".join(finding.rule for finding in findings))
