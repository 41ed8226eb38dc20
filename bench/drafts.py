"""How well the rules read drafts: precision and recall of each, on the half that was kept aside. Row M5a."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.verdict import Bound, Verdict, seconds
from policy.draft import Draft, check_draft
from policy.draft_rows import Drafts
from policy.kinds import DraftFact, DraftKind
from policy.load import load_policy
from tests.labelled.drafts import Labelled, Score, labelled, scores

LONGEST = 3000
"""Characters that Slack takes in one text field."""


def measure() -> Iterator[Verdict]:
    """All rules together, each alone, and what reading the longest draft costs."""
    rules = load_policy("sev").draft
    assert rules is not None
    aside = [row for row in labelled() if row.aside and not row.harder]
    harder = [row for row in labelled() if row.harder]
    yield from _together(rules, aside, "kept aside", goal=90)
    yield from _together(rules, harder, "written to defeat them", goal=None)
    for one, other in zip(scores(rules, aside), scores(rules, harder), strict=True):
        said = f"recall {_percent(one.recall)}{_counts(one)}; harder: {_counts(other)}"
        yield Verdict(f"{one.rule}: precision", 100 * (one.precision or 0), " %", said=said)
    words = " ".join(row.draft.words for row in aside)[:LONGEST]
    draft = Draft(words, DraftKind.UPDATE, frozenset(DraftFact), (words,) * 5, ("Globex", "Bright Foods"))
    cost = median(seconds(lambda: check_draft(rules, draft)) for _ in range(20))
    yield Verdict("reading the longest draft", cost * 1000, " ms", Bound.AT_MOST, 150)


def _together(
    rules: Drafts, rows: Sequence[Labelled], which: str, *, goal: float | None
) -> Iterator[Verdict]:
    found = scores(rules, rows)
    right, wrong, missed = (sum(getattr(row, name) for row in found) for name in ("right", "wrong", "missed"))
    whole = Score("all rules", right, wrong, missed)
    for name, share in (("precision", whole.precision), ("recall", whole.recall)):
        bound = Bound.AT_LEAST if goal else None
        what = f"{name}, {len(rows)} drafts {which}"
        yield Verdict(what, 100 * (share or 0), " %", bound, goal or 0, _counts(whole))


def _percent(share: float | None) -> str:
    return f"{100 * share:.0f} %, " if share is not None else ""


def _counts(score: Score) -> str:
    return f"right {score.right}, wrong {score.wrong}, missed {score.missed}"
