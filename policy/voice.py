"""Where a call beats anything written, and which steps of a plan are done by a call alone (Row D5a)."""

from __future__ import annotations

import re
from collections.abc import Collection

from policy.because import Because
from policy.schema import Policy

SHORTEST_NAME = 3


def beats_writing(policy: Policy, severity: str) -> Because | None:
    """Why they had better be called at this severity; None where written words do as well."""
    row = policy.voice
    if row is None or severity not in row.severities:
        return None
    return Because("voice", row.spec, row.because)


def says_call(policy: Policy, words: str, names: Collection[str]) -> bool:
    """Whether a step of a plan, in these words, is a call to the customer; `names` are people there, and theirs."""
    row = policy.voice
    if row is None or not _any(row.step, words):
        return False
    return _any(row.whom, words) or any(_named(name, words) for name in names)


def _any(patterns: Collection[str], words: str) -> bool:
    return any(re.search(pattern, words, re.IGNORECASE) for pattern in patterns)


def _named(name: str, words: str) -> bool:
    """By all of their name, or by the first part of it."""
    parts = [name.strip(), *name.split()[:1]]
    return any(
        len(part) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", words) for part in parts
    )
