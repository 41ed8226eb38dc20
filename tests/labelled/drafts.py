"""The labelled drafts, in two halves: rules are written with the one in sight and measured on the other. Row M5a."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policy.draft import Draft, check_draft
from policy.draft_rows import Drafts
from policy.kinds import DraftFact, DraftKind

HARDER = "harder"
"""The file of those that were written after the rules."""

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    """A draft and the rules that should flag it. `aside`: kept from sight while rules were written.

    `harder`: written after the rules, to defeat them.
    """

    draft: Draft
    flags: frozenset[str]
    aside: bool
    harder: bool


@dataclass(frozen=True)
class Score:
    """One rule on some drafts: how many it flagged rightly, wrongly, and how many it missed."""

    rule: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of what it flagged, the share that should be; None where it flagged nothing."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of what it should flag, the share that it did; None where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@cache
def labelled() -> tuple[Labelled, ...]:
    """All of them. Every second draft of each file, in the order in which they stand, is kept aside."""
    return tuple(
        _labelled(row, aside=bool(number % 2) or path.stem == HARDER, harder=path.stem == HARDER)
        for path in sorted(FOLDER.glob("*.toml"))
        for number, row in enumerate(tomllib.loads(path.read_text("utf-8"))["draft"])
    )


def _labelled(row: dict[str, list[str]], *, aside: bool, harder: bool) -> Labelled:
    draft = Draft(
        words=str(row["says"]),
        kind=DraftKind(str(row.get("kind", DraftKind.UPDATE))),
        facts=frozenset(DraftFact(fact) for fact in row.get("facts", DraftFact)),
        earlier=tuple(row.get("earlier", ())),
        other_customers=tuple(row.get("others", ())),
    )
    return Labelled(draft, frozenset(row["flags"]), aside, harder)


def flagged(rules: Drafts, draft: Draft) -> frozenset[str]:
    """The rules that flag it."""
    return frozenset(finding.rule for finding in check_draft(rules, draft))


def scores(rules: Drafts, drafts: Iterable[Labelled]) -> Sequence[Score]:
    """Each rule of the policy on these drafts, in the policy's order."""
    said = [(row.flags, flagged(rules, row.draft)) for row in drafts]
    return [
        Score(
            rule.key,
            right=sum(rule.key in wanted and rule.key in found for wanted, found in said),
            wrong=sum(rule.key not in wanted and rule.key in found for wanted, found in said),
            missed=sum(rule.key in wanted and rule.key not in found for wanted, found in said),
        )
        for rule in rules.rule
    ]
