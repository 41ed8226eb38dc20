"""Facts as people read them: "an executive of theirs is involved (impact: One of their executives …)". Row M3b."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from message_templates import sentence
from policy.facts import Found, Values, holding_facts
from policy.kinds import Measure
from policy.schema import Policy
from services.wording.labels import (
    cause_type_label,
    impact_label,
    outcome_label,
    severity_label,
    tier_label,
    trigger_label,
)

_LABELS: Mapping[str, Callable[[Policy, str], str | None]] = {
    Measure.SEVERITY: severity_label,
    Measure.TIER: tier_label,
    Measure.IMPACT: impact_label,
    Measure.TRIGGER: trigger_label,
    Measure.CAUSE_TYPE: cause_type_label,
    Measure.OUTCOME: outcome_label,
}


def words_of(policy: Policy, found: Iterable[Found]) -> list[str]:
    """A line for each fact, with the answers that it was made of in brackets."""
    return [_words(policy, one) for one in found]


def facts_now(policy: Policy, values: Values) -> list[str]:
    """What is known now: facts of the policy that hold, then every measure that has a value."""
    made = words_of(policy, holding_facts(policy, values).values())
    plain = [Found(measure, value) for measure, value in sorted(values.items()) if value not in (None, False)]
    return made + words_of(policy, plain)


def because_of(policy: Policy, because: str, found: Iterable[Found]) -> str:
    """A rule's sentence with the facts for which it fired."""
    facts = words_of(policy, found)
    return sentence("rule_because", because=because, facts=facts) if facts else because


def _words(policy: Policy, found: Found) -> str:
    row = next((row for row in policy.fact if row.key == found.fact), None)
    if row is not None:
        made_of = "; ".join(words_of(policy, found.made_of))
        return sentence("fact_made", label=row.label, made_of=made_of)
    label = _LABELS.get(found.fact)
    value = label(policy, str(found.value)) if label else _number(found.value)
    return sentence(
        f"fact_{found.fact}", value=value, limit=None if found.limit is None else _number(found.limit)
    )


def _number(value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{int(value):,}" if isinstance(value, int | float) else str(value)
