"""Reads words to the customer by the policy's rules, with what the record knows. Row M5a.

Only words that went out as they are recorded: of a call, nobody's very words are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from models.escalation import ContactKind, Escalation
from models.queries import accounts, contacts, findings
from models.timeline import Event
from policy.draft import Draft, Finding, check_draft
from policy.draft_rows import DraftReason
from policy.kinds import DraftFact, DraftKind, FindingKind
from policy.schema import Policy
from services.change import Change
from services.drafting.anyway import Anyway, Flagged
from services.refusal import Refused, RefusedFields, refuse_all
from services.tell_customer import Told

NOT_OURS = frozenset({ContactKind.FOLLOW_UP})
"""Records of what the customer said rather than we."""


def findings_of(
    session: Session, policy: Policy, escalation: Escalation, kind: DraftKind, words: str
) -> tuple[Finding, ...]:
    """What the rules have to say of it; nothing where the policy has none."""
    if policy.draft is None or not words.strip():
        return ()
    written = [
        row.words
        for row in contacts.as_they_stand(session, escalation.id)
        if row.channel in policy.draft.written and row.kind not in NOT_OURS
    ]
    draft = Draft(
        words=words,
        kind=kind,
        facts=frozenset(_facts(session, escalation, kind)),
        earlier=tuple(written),
        other_customers=_others(session, escalation, words),
    )
    return check_draft(policy.draft, draft)


def _facts(session: Session, escalation: Escalation, kind: DraftKind) -> Sequence[DraftFact]:
    estimated = any(row.kind is FindingKind.ESTIMATE for row in findings.all_of(session, escalation.id))
    solved = not escalation.live or kind is DraftKind.RESOLUTION
    return [
        *([] if solved else [DraftFact.BEFORE_FIX]),
        *([] if estimated else [DraftFact.NO_ESTIMATE]),
    ]


def _others(session: Session, escalation: Escalation, words: str) -> tuple[str, ...]:
    """Other customers' names whose first word stands in it, but for those that this one brought up itself."""
    said, brought_up = words.casefold(), escalation.problem.casefold()
    keys = [
        key
        for key in accounts.customer_keys(session)
        if key != escalation.customer_key
        and key.split(maxsplit=1)[0].rstrip(",") in said
        and key not in brought_up
    ]
    return tuple(accounts.names_of(session, keys)) if keys else ()


def require_fit(change: Change, kind: DraftKind, told: Told) -> tuple[Finding, ...]:
    """What was found and stays for a reason. Raises Flagged, or RefusedFields where no reason was chosen."""
    policy = change.rules.policy
    if policy.draft is None or told.channel not in policy.draft.written:
        return ()
    found = findings_of(change.session, policy, change.escalation, kind, told.words)
    return _settled(found, _reasons(policy.draft.reason, found), told.anyway)


def require_fit_to_keep(
    change: Change, kind: DraftKind, parts: Mapping[str, str], anyway: Anyway | None
) -> tuple[Finding, ...]:
    """As `require_fit`, for what the customer keeps in writing and has not got yet.

    What a rule stops has no exception, and is said under its part; what it advises may stay for a reason that is not
    about words which have gone out.
    """
    policy = change.rules.policy
    if policy.draft is None:
        return ()
    refuse_all(
        [
            Refused("words_stopped", field=field, better=finding.better)
            for field, words in parts.items()
            for finding in findings_of(change.session, policy, change.escalation, kind, words)
            if finding.stops
        ]
    )
    found = findings_of(change.session, policy, change.escalation, kind, "\n\n".join(parts.values()))
    refuse_all([Refused("words_stopped", better=finding.better) for finding in found if finding.stops])
    return _settled(found, [row for row in policy.draft.reason if not row.of_stops], anyway)


def _settled(
    found: tuple[Finding, ...], allowed: Sequence[DraftReason], anyway: Anyway | None
) -> tuple[Finding, ...]:
    if not found:
        return ()
    if anyway is None or not {finding.rule for finding in found} <= set(anyway.seen):
        raise Flagged(found, allowed)
    if anyway.reason not in [row.key for row in allowed]:
        stop = next((finding for finding in found if finding.stops), None)
        if stop is not None:
            raise RefusedFields([Refused("words_stopped", field="words", better=stop.better)])
        raise RefusedFields([Refused("anyway_missing", field="anyway")])
    return found


def _reasons(reasons: Sequence[DraftReason], found: Sequence[Finding]) -> Sequence[DraftReason]:
    stops = any(finding.stops for finding in found)
    return [row for row in reasons if row.of_stops or not stops]


def note_overruled(
    change: Change, contact_id: int | None, found: Sequence[Finding], anyway: Anyway | None
) -> None:
    """On the timeline: what was flagged, and why it stayed; `contact_id` is the record of the words."""
    policy = change.rules.policy
    if not found or anyway is None or policy.draft is None:
        return
    label = next(row.label for row in policy.draft.reason if row.key == anyway.reason)
    change.note(
        Event.FLAGS_OVERRULED,
        contact_id=contact_id,
        flags=[{"rule": finding.rule, "because": finding.because.sentence} for finding in found],
        reason_label=label,
    )
