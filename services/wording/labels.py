"""What people call the policy's rows. A key that the policy no longer has is its own label: nothing is stranded."""

from __future__ import annotations

from policy.ending_rows import RootCause
from policy.schema import Policy


def severity_label(policy: Policy, key: str) -> str:
    """SEV-1."""
    row = policy.severity.get(key)
    return row.label if row else key


def tier_label(policy: Policy, key: str) -> str:
    """Tier 3."""
    row = policy.tier.get(key)
    return row.label if row else key


def role_label(policy: Policy, key: str | None) -> str | None:
    """VP Customer Success; None for no role."""
    if key is None:
        return None
    row = policy.role.get(key)
    return row.label if row else key


def impact_label(policy: Policy, key: str) -> str:
    """The answer to the intake question, in its own words."""
    return next((row.label for row in policy.impact if row.key == key), key)


def outcome_label(policy: Policy, key: str | None) -> str | None:
    """What the customer wants, in words; None where nobody asked yet."""
    return next((row.label for row in policy.outcome if row.key == key), key)


def cause_row(policy: Policy, key: str) -> RootCause | None:
    """What the policy says of a root cause; None for one of former times."""
    return next((row for row in policy.root_cause if row.key == key), None)


def root_cause_label(policy: Policy, key: str) -> str:
    """What caused it, in words."""
    row = cause_row(policy, key)
    return row.label if row else key


def trigger_label(policy: Policy, key: str | None) -> str | None:
    """What set it off, in words."""
    return next((row.label for row in policy.trigger if row.key == key), key)


def watch_label(policy: Policy, key: str | None) -> str | None:
    """What set it off by itself, in words; None where somebody raised it."""
    return next((row.label for row in policy.watch if row.key == key), key)


def cause_type_label(policy: Policy, key: str | None) -> str | None:
    """What kind of thing it is, in words; None before triage said."""
    return next((row.label for row in policy.cause_type if row.key == key), key)


def ask_words(policy: Policy, key: str | None) -> str | None:
    """What somebody is asked; None where nothing is."""
    if key is None:
        return None
    row = policy.ask.get(key)
    return row.words if row else key


def ask_button(policy: Policy, key: str | None) -> str | None:
    """The button that answers it."""
    row = policy.ask.get(key) if key else None
    return row.button if row else None


def reason_label(policy: Policy, key: str) -> str:
    """Why an escalation changes hands."""
    return next((row.label for row in policy.hand_over_reason if row.key == key), key)
