"""What the rules say of words that are still being written. Row M5a."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy.draft import Finding
from policy.kinds import DraftKind
from services.drafting.check_words import findings_of
from services.office import Office
from services.readers import to_be_read

KIND_OF: Mapping[str, DraftKind] = {
    "acknowledge": DraftKind.ACKNOWLEDGEMENT,
    "post_update": DraftKind.UPDATE,
    "resolve": DraftKind.RESOLUTION,
    "record_sponsor_letter": DraftKind.EXECUTIVE,
    "finish_recovery_step": DraftKind.FOLLOW_UP,
}
"""What a form's words are for, by its verb."""


def checked_words(
    office: Office, escalation_id: int, *, verb: str, words: str, channel: str | None, by: str
) -> Sequence[Finding] | None:
    """None where nobody's very words are recorded, as of a call. Raises Refused for outsiders and unknown ones."""
    policy = office.rulebook.current.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if policy.draft is None or (channel is not None and channel not in policy.draft.written):
            return None
        return findings_of(session, policy, escalation, KIND_OF[verb], words)
