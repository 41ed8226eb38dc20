"""What the form that puts off a nudge starts with: which promises are asked for, and how far they may wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from models.deadline import Deadline
from models.queries import deadlines
from policy.kinds import HEARDS_OWN
from policy.snoozing import bound
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused
from services.snooze import refuse_snooze
from services.wording import facts
from services.wording.labels import severity_label


@dataclass(frozen=True)
class SnoozeStart:
    """`promises` are deadline id and words, of those that are asked for now; `chosen` is whose button was pressed."""

    escalation_id: int
    ref: str
    severity: str
    promises: tuple[tuple[int, str], ...]
    chosen: int
    lengths: tuple[timedelta, ...]
    times: int


def snooze_start(office: Office, escalation_id: int, deadline_id: int, *, by: str) -> SnoozeStart:
    """Raises Refused for outsiders, and where this promise cannot wait or is asked for no more."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        row = session.get(Deadline, deadline_id)
        if row is None or row.escalation_id != escalation_id:
            raise Refused("snooze_of_nothing", ref=f"ESC-{escalation_id}")
        refuse_snooze(row, escalation, policy)
        allowed = bound(policy, escalation.severity)
        asked_for = [
            other
            for other in deadlines.open_of(session, escalation_id)
            if other.nudge_message_id is not None
            and other.kind not in HEARDS_OWN
            and other.snoozes < allowed.times
        ]
        return SnoozeStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            severity=severity_label(policy, escalation.severity),
            promises=tuple((other.id, facts.deadline_label(other, policy)) for other in asked_for),
            chosen=deadline_id,
            lengths=allowed.lengths,
            times=allowed.times,
        )
