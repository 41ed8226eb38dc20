"""Reads a draft to the customer before it goes out: which rule flags which words, why, and what to write (Row M5a).

What the customer said is none of the author's words: whatever stands in quotation marks, or in a line that begins
with >, is passed over, but for the rules that look `in_quotes` as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from policy.because import Because
from policy.draft_rows import DraftRule, Drafts, Excuse
from policy.kinds import DraftFact, DraftKind, Reach

Span = tuple[int, int]

_QUOTED = re.compile(
    r'"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|\u2018[^\n]*?\u2019(?!\w)|(?<!\w)\'[^\n]*?\'(?!\w)|(?m:^[ \t]*>.*$)'
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s)[^.!?\n]*)*(?:[.!?]+|\n|\Z)")
_CURLY = str.maketrans("\u2019\u2018", "''")


@dataclass(frozen=True)
class Draft:
    """Words to a customer. `earlier` is what they were written before, oldest first."""

    words: str
    kind: DraftKind
    facts: frozenset[DraftFact] = frozenset()
    earlier: tuple[str, ...] = ()
    other_customers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What one rule has to say. `said` is the words it found; empty where it misses some. `stops`: not like this."""

    rule: str
    because: Because
    better: str
    stops: bool
    said: str


def check_draft(rules: Drafts, draft: Draft) -> tuple[Finding, ...]:
    """Everything that the rules find, in their order: at most one finding a rule."""
    return tuple(
        Finding(
            rule.key,
            Because(f"draft.rule.{rule.key}", rule.spec, rule.because),
            rule.better,
            rule.stops,
            draft.words[start:end],
        )
        for rule in rules.rule
        if (not rule.kinds or draft.kind in rule.kinds) and draft.facts.issuperset(rule.facts)
        for start, end in _found(rules, rule, draft)
    )


def bears_no_repeating(rules: Drafts, words: str) -> bool:
    """Whether it says something that is said once: a later message had better not say it again."""
    return any(next(_hits(rules, rule, _read(words, rule), ()), None) for rule in rules.rule if rule.again)


def speaks_of(rules: Drafts, words: str, patterns: Sequence[str], unless: Sequence[Excuse]) -> bool:
    """Whether the author's own words say one of these, with nothing that excuses it."""
    found = [_pattern(rules.filled(pattern), False) for pattern in patterns]
    return any(_spans(rules, found, unless, _own(words)))


def _found(rules: Drafts, rule: DraftRule, draft: Draft) -> Iterator[Span]:
    """The words that the rule flags; an empty span where it misses some."""
    text = _read(draft.words, rule)
    hits = list(_hits(rules, rule, text, draft.other_customers))
    if rule.lacks:
        if not hits:
            yield (0, 0)
        return
    if len(hits) < rule.at_least:
        return
    if rule.again and not any(
        next(_hits(rules, rule, _read(words, rule), ()), None) for words in draft.earlier
    ):
        return
    yield hits[rule.at_least - 1]


def _read(words: str, rule: DraftRule) -> str:
    """The author's own words, every character where it stood."""
    return words.translate(_CURLY) if rule.in_quotes else _own(words)


def _own(words: str) -> str:
    """Without what is quoted, every character where it stood."""
    return _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), words).translate(_CURLY)


def _hits(rules: Drafts, rule: DraftRule, text: str, others: Sequence[str]) -> Iterator[Span]:
    """Where the rule's words stand, in their order, without those that something excuses."""
    if rule.other_customers:
        patterns = [_name(rules.legal_form, name) for name in others]
    else:
        patterns = [_pattern(rules.filled(pattern), rule.match_case) for pattern in rule.pattern]
    yield from _spans(rules, patterns, rule.unless, text)


def _spans(
    rules: Drafts, patterns: Sequence[re.Pattern[str]], unless: Sequence[Excuse], text: str
) -> Iterator[Span]:
    spans = sorted({found.span() for pattern in patterns for found in pattern.finditer(text)})
    end = 0
    for span in spans:
        if span[0] >= end and not any(_excused(rules, excuse, text, span) for excuse in unless):
            yield span
            end = span[1]


def _excused(rules: Drafts, excuse: Excuse, text: str, span: Span) -> bool:
    sentence = next(
        (found.span() for found in _SENTENCE.finditer(text) if found.start() <= span[0] < found.end()), span
    )
    start = 0 if excuse.reach in (Reach.SO_FAR, Reach.MESSAGE) else sentence[0]
    end = len(text) if excuse.reach in (Reach.FROM_HERE, Reach.MESSAGE) else max(sentence[1], span[1])
    return _pattern(rules.filled(excuse.pattern), False).search(text[start:end]) is not None


@cache
def _pattern(pattern: str, match_case: bool) -> re.Pattern[str]:
    return re.compile(pattern, re.NOFLAG if match_case else re.IGNORECASE)


@cache
def _name(legal_form: str, name: str) -> re.Pattern[str]:
    """A customer's name without its legal form. One word alone must be written like a name: "Gap", "GAP", not "gap"."""
    short = re.sub(rf"[\s,]+(?:{legal_form})\.?$", "", name.strip(), flags=re.IGNORECASE) or name.strip()
    one = len(short.split()) == 1
    words = rf"(?:{re.escape(short)}|{re.escape(short.upper())})" if one else re.escape(short)
    return re.compile(rf"(?<!\w){words}(?!\w)", re.NOFLAG if one else re.IGNORECASE)
