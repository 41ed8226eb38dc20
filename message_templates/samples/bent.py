"""Contexts bent to their extremes: the shortest, the longest, the most crowded that there may be."""

from __future__ import annotations

from typing import Any

# What somebody types, under whatever message it comes.
TYPED = {
    "customer", "problem", "contact", "words", "recipients", "summary", "answer", "answered", "note", "text",
    "later_reason", "severity_reason", "remark",
    "reason", "cause_words", "prevention", "confirmed_by", "unconfirmed_because",
    "post_mortem", "post_mortem_because",
    "old", "new", "cause_name", "common_cause",
    "effect", "workaround", "inside",
}  # fmt: skip
# What may be missing.
OPTIONAL = {
    "outcome", "status", "permalink", "contact", "link", "role", "asked", "button", "answer_by", "fell_back_from",
    "named", "answered", "last_update", "next_update_due", "resolved", "acknowledge_by", "first_update_by", "note",
    "next_update_at", "later_reason", "late_minutes", "next", "because", "deadline_id", "ref_of_trouble", "remark",
    "took_over", "hand_over", "promise", "promise_due", "sent", "ended_by", "cover", "passed_over",
    "sponsor", "passed_by", "letter_by",
    "ended", "root_cause", "cause_words", "prevention", "confirmed_by", "unconfirmed_because", "unconfirmed_at",
    "standing", "score", "post_mortem_because", "post_mortem", "into",
    "segment", "arr", "health", "renewal_on", "tried", "revenue_at_risk", "needs_by", "churn",
    "account", "cause_type", "dri_proposed", "works_on_it", "old", "new", "stage", "author", "common_cause",
    "workaround", "inside", "begins", "ends", "off_at", "off_by", "passed_to",
}  # fmt: skip
KEPT_LISTS = {"items", "buttons", "changes", "problems", "changed", "steps", "people"}


def typed_over(value: Any, text: str) -> Any:
    """The context with `text` wherever somebody typed something."""
    if isinstance(value, dict):
        step = "owner" in value and "what" in value
        return {
            key: text
            if isinstance(inner, str) and (key in TYPED or (step and key == "what"))
            else typed_over(inner, text)
            for key, inner in value.items()
        }
    return [typed_over(inner, text) for inner in value] if isinstance(value, list) else value


def shortened(value: Any) -> Any:
    """The context with everything left out that may be."""
    if isinstance(value, dict):
        return {
            key: None
            if key in OPTIONAL
            else []
            if isinstance(inner, list) and key not in KEPT_LISTS
            else shortened(inner)
            for key, inner in value.items()
        }
    return [shortened(inner) for inner in value] if isinstance(value, list) else value


def multiplied(value: Any, times: int) -> Any:
    """The context with every list so many times as long."""
    if isinstance(value, dict):
        return {key: multiplied(inner, times) for key, inner in value.items()}
    return [multiplied(inner, times) for inner in value] * times if isinstance(value, list) else value
