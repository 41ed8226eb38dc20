"""*Record a finding*: the cause or the way to it, a workaround, an estimate, and who found it. Row P3.

Who is at fault is no finding: that is for the post-mortem, after it is resolved.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.finding import Finding
from models.timeline import Event
from policy.kinds import FindingKind
from services.change import changing
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.tell_customer import CLOCKS_APART


@dataclass(frozen=True)
class RecordFinding:
    """The form's content; `request_key` is its view id. `found_at` of None is now."""

    request_key: str
    escalation_id: int
    by: str
    kind: FindingKind
    words: str
    found_by: str
    found_at: datetime | None = None


def record_finding(office: Office, command: RecordFinding, now: datetime) -> None:
    """Raises Refused where it is over for good, RefusedFields. After the resolution causes are still found."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_finding", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        if escalation.over_for_good:
            change.require_live()
        wrong = [] if command.words.strip() else [Refused("finding_missing", field="words")]
        if command.found_at is not None and command.found_at > now + CLOCKS_APART:
            wrong.append(Refused("found_in_future", field="found_at"))
        refuse_all(wrong)
        found = Finding(
            escalation_id=escalation.id,
            kind=command.kind,
            words=command.words.strip(),
            found_by=command.found_by,
            found_at=min(command.found_at or now, now),
            recorded_at=now,
            recorded_by=command.by,
        )
        change.session.add(found)
        change.session.flush()
        change.move("record_finding")
        said = {
            "kind": found.kind.value,
            "words": found.words,
            "found_by": found.found_by,
            "found_at": unix(found.found_at),
        }
        change.note(Event.FINDING_RECORDED, **said)
        change.thread(f"finding:{escalation.ref}:{found.id}", "finding_recorded", **said)
