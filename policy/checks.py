"""What must hold between the rows of a policy: references, ranks, fallback chains, spans of business time.

They read the raw tables rather than the models, so that they speak up in the same run as a misspelt key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from itertools import chain

from policy.durations import parse_duration
from policy.kinds import Absence, AskKind, Show
from policy.locator import Path
from policy.may_checks import check_may
from policy.path_checks import check_path

Finding = tuple[Path, str]

_REFERENCES = (
    ("impact.*.severity", "severity"),
    ("cause_type.*.works_on", "role"),
    ("own_channel.severities.*", "severity"),
    ("restricted.readers.*", "role"),
    ("may.*.roles.*", "role"),
    ("severity.*.starts_at_tier", "tier"),
    ("severity.*.owner_at_least.*", "role"),
    ("severity.*.customer_update.ladder", "ladder"),
    ("severity.*.plan_step.ladder", "ladder"),
    ("severity.*.waiting.ladder", "ladder"),
    ("waiting.ladder", "ladder"),
    ("plan_step.next_person.*", "role"),
    ("severity.*.deadline.*.ladder", "ladder"),
    ("severity.*.hand_over.ladder", "ladder"),
    ("severity.*.second_eyes.ladder", "ladder"),
    ("second_eyes.roles.*", "role"),
    ("voice.severities.*", "severity"),
    ("severity.*.afterwards.*.ladder", "ladder"),
    ("severity.*.notify.*.role", "role"),
    ("severity.*.notify.*.tier", "tier"),
    ("severity.*.notify.*.ask", "ask"),
    ("severity.*.notify.*.ladder", "ladder"),
    ("owner_level.ask", "ask"),
    ("owner_level.ladder", "ladder"),
    ("tier.*.roles.*", "role"),
    ("tier.*.next_person.*", "role"),
    ("tier.*.ask", "ask"),
    ("tier.*.ladder", "ladder"),
    ("role.*.fallback", "role"),
    ("digest.managers.*", "role"),
    ("cover.ladder", "ladder"),
    ("load.grave.*", "severity"),
    ("suggest_dri.*.role", "role"),
    ("quiet.never.*", "severity"),
    ("watch.*.tier", "tier"),
    ("heads_up.roles.*", "role"),
    ("path_rule.*.tier", "tier"),
    ("path_rule.*.roles.*", "role"),
    ("path_rule.*.ask", "ask"),
    ("path_rule.*.ladder", "ladder"),
    ("post_mortem.ladder", "ladder"),
    ("recovery.ladder", "ladder"),
    ("sponsor.roles.*", "role"),
    ("sponsor.call.ladder", "ladder"),
    ("sponsor.letter.ladder", "ladder"),
    ("sponsor.check.ladder", "ladder"),
    ("sponsor.proposed.roles.*", "role"),
    ("sponsor.proposed.ask", "ask"),
    ("sponsor.proposed.ladder", "ladder"),
    ("recovery.step.*.severity.*", "severity"),
    ("recovery.step.*.role", "role"),
    ("recovery.step.*.ladder", "ladder"),
)
_DIFFERENT = (
    "severity.*.rank",
    "tier.*.rank",
    "impact.*.key",
    "trigger.*.key",
    "outcome.*.key",
    "hand_over_reason.*.key",
    "hand_over_reason.*.given_when",
    "recovery.step.*.key",
    "root_cause.*.key",
    "cause_type.*.key",
    "draft.rule.*.key",
    "hard_case.*.key",
    "draft.reason.*.key",
    "second_eyes.row.*.key",
    "fact.*.key",
    "path_rule.*.key",
    "phrase.*.key",
    "watch.*.key",
    "may.*.key",
)
_SPANS = ("within", "every", "after", "sponsor_within")
_WEEK = timedelta(days=7)


def check_policy(raw: Mapping[str, object]) -> Iterator[Finding]:
    """Everything that is wrong between the rows of a policy: the place and a sentence each."""
    return chain(
        _references(raw),
        _asks_of_kind(raw),
        _repeated(raw),
        _fallbacks(raw),
        _moves(raw),
        _reasons(raw),
        _answers(raw),
        _eyes(raw),
        check_path(raw),
        check_may(raw),
        _business_spans(raw, (), "business"),
    )


def suggestion(word: str, known: Mapping[str, object] | list[str]) -> str:
    """A hint at what was probably meant, or at what there is to choose from."""
    close = get_close_matches(word, list(known), n=1)
    return f'did you mean "{close[0]}"?' if close else f"there is: {', '.join(known) or 'nothing'}"


def found_at(value: object, pattern: str, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value at a place like "tier.*.roles.*", where * is any key or row, with its exact path."""
    head, _, rest = pattern.partition(".")
    if not pattern:
        yield path, value
    elif isinstance(value, Mapping):
        for key in list(value) if head == "*" else [head] if head in value else []:
            yield from found_at(value[key], rest, (*path, key))
    elif isinstance(value, list) and head == "*":
        for number, element in enumerate(value):
            yield from found_at(element, rest, (*path, number))


def _references(raw: Mapping[str, object]) -> Iterator[Finding]:
    for pattern, table in _REFERENCES:
        rows = raw.get(table)
        known = rows if isinstance(rows, Mapping) else {}
        for path, name in found_at(raw, pattern):
            if isinstance(name, str) and name not in known:
                yield path, f"there is no [{table}.{name}]: {suggestion(name, known)}"


_KINDS = (
    ("owner_level.ask", AskKind.OWNER, "it stays as it is"),
    ("sponsor.proposed.ask", AskKind.SPONSOR, "not yet"),
)
"""Which kind of ask a row needs, for the sake of which answer."""


def _asks_of_kind(raw: Mapping[str, object]) -> Iterator[Finding]:
    for pattern, needed, answer in _KINDS:
        for path, ask in found_at(raw, pattern):
            for _, kind in found_at(raw, f"ask.{ask}.kind"):
                if kind != needed:
                    yield path, f'[ask.{ask}] must be of kind "{needed}", so that "{answer}" is an answer'
    for path, _ in found_at(raw, "path_rule.*.sponsor_within"):
        if "sponsor" not in raw:
            yield path, "needs [sponsor]: who it is, and what they are asked"
    reasons = [str(key) for _, key in found_at(raw, "hand_over_reason.*.key")]
    for path, reason in found_at(raw, "owner_level.hand_over_reason"):
        if reason not in reasons:
            yield path, f"there is no [[hand_over_reason]] {reason}: {suggestion(str(reason), reasons)}"


def _repeated(raw: Mapping[str, object]) -> Iterator[Finding]:
    for pattern in _DIFFERENT:
        seen: set[object] = set()
        for path, value in found_at(raw, pattern):
            if isinstance(value, str | int) and value in seen:
                yield path, f"{value} is taken: each row needs one of its own"
            elif isinstance(value, str | int):
                seen.add(value)


def _fallbacks(raw: Mapping[str, object]) -> Iterator[Finding]:
    roles = raw.get("role")
    rows = (
        {key: row for key, row in roles.items() if isinstance(row, Mapping)}
        if isinstance(roles, Mapping)
        else {}
    )
    ends = [key for key, row in rows.items() if "fallback" not in row]
    if rows and len(ends) != 1:
        which = " and ".join(ends) or "none is"
        yield ("role",), f"exactly one role must be without a `fallback`, the end of every chain: {which}"
    for role in rows:
        link, passed = role, [role]
        while isinstance(link := rows.get(link, {}).get("fallback"), str):
            if link in passed:
                yield ("role", role, "fallback"), f"goes in a circle: {' → '.join([*passed, link])}"
                break
            passed.append(link)


def _moves(raw: Mapping[str, object]) -> Iterator[Finding]:
    taken: Counter[tuple[object, object]] = Counter()
    moves = raw.get("move")
    for number, row in enumerate(moves if isinstance(moves, list) else []):
        for _, status in found_at(row, "from.*"):
            for _, verb in found_at(row, "verb.*"):
                taken[str(status), str(verb)] += 1
                if taken[str(status), str(verb)] == 2:
                    yield ("move", number, "verb"), f"{verb} already moves an escalation that is {status}"


def _reasons(raw: Mapping[str, object]) -> Iterator[Finding]:
    """Heard itself gives a reason for each kind of absence: each needs a row."""
    rows = raw.get("hand_over_reason")
    given = {when for _, when in found_at(rows, "*.given_when")}
    for absence in Absence:
        if isinstance(rows, list) and absence.value not in given:
            yield ("hand_over_reason",), f'one of the reasons needs given_when = "{absence}"'


def _answers(raw: Mapping[str, object]) -> Iterator[Finding]:
    """What hard cases go by must be answers that somebody can give."""
    for table in ("root_cause", "cause_type", "trigger", "outcome"):
        known = [str(key) for _, key in found_at(raw, f"{table}.*.key")]
        for path, answer in found_at(raw, f"hard_case.*.{table}.*"):
            if answer not in known:
                yield path, f"there is no [[{table}]] {answer}: {suggestion(str(answer), known)}"


def _eyes(raw: Mapping[str, object]) -> Iterator[Finding]:
    """Whoever reads words first needs a time at each severity, and an end of it that Heard sees to."""
    if not isinstance(raw.get("second_eyes"), Mapping):
        return
    if not isinstance(raw.get("draft"), Mapping):
        yield ("second_eyes",), "there is no [draft], which says of what the very words are recorded"
    for path, level in found_at(raw, "severity.*"):
        row = level.get("second_eyes") if isinstance(level, Mapping) else None
        if row is None:
            yield (*path, "second_eyes"), "[second_eyes] needs a time for the answer at each severity"
        for _, ladder in found_at(row, "ladder"):
            shows = [show for _, show in found_at(raw, f"ladder.{ladder}.step.*.show")]
            if shows and Show.ACT not in shows:
                yield (*path, "second_eyes", "ladder"), 'it needs a step of show = "act", which ends the wait'


def _business_spans(value: object, path: Path, calendar: object) -> Iterator[Finding]:
    """More than six days of business time must be whole weeks: 10d could be read as ten business days."""
    if isinstance(value, list):
        for number, element in enumerate(value):
            yield from _business_spans(element, (*path, number), calendar)
    if not isinstance(value, Mapping):
        return
    calendar = value.get("calendar", calendar)
    for key, inner in value.items():
        if key in _SPANS and calendar == "business" and _is_ambiguous(inner):
            yield (
                (*path, key),
                f'"{inner}" of business time: a week is five days of work, so write "2w" for ten of them',
            )
        yield from _business_spans(inner, (*path, key), calendar)


def _is_ambiguous(text: object) -> bool:
    try:
        span = parse_duration(text)
    except ValueError:
        return False
    return span > _WEEK - timedelta(days=1) and bool(span % _WEEK)
