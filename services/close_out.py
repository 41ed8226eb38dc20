"""*Close-out*: what happened, why, what we did and what changes, for the customer to keep. Rows D5, P6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from models.queries import resolutions
from models.resolution import CloseOut
from models.timeline import Event
from policy.kinds import DeadlineKind, DraftKind
from policy.schema import Policy
from services import promises
from services.change import Change, changing
from services.drafting.anyway import Anyway
from services.drafting.check_words import note_overruled, require_fit_to_keep
from services.drafting.second_eyes import note_passed, require_read
from services.ended import resolution_of
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.wording.labels import cause_row

PARTS = ("issue", "impact", "root_cause", "actions", "changes", "outlook")
"""The six parts of a close-out, in the order in which they are read."""

SHORT_PARTS = ("issue", "root_cause", "changes")
"""Those that a short one cannot do without."""


@dataclass(frozen=True)
class WriteCloseOut:
    """The form's content; `request_key` is its view id. `link` is the bug or the item of the roadmap.

    `anyway` says why words stay although a rule flags them.
    """

    request_key: str
    escalation_id: int
    by: str
    issue: str
    impact: str
    root_cause: str
    actions: str
    changes: str
    outlook: str
    link: str | None = None
    anyway: Anyway | None = None


def close_out(office: Office, command: WriteCloseOut, now: datetime) -> None:
    """Raises Refused, RefusedFields, Flagged or SecondEyesWanted, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "close_out", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, resolution = change.escalation, resolution_of(change)
        written = resolutions.close_out_of(change.session, resolution)
        if written is not None:
            at = unix(written.written_at)
            raise Refused("already_closed_out", ref=escalation.ref, by=written.written_by, at=at)
        parts = {part: getattr(command, part).strip() for part in PARTS}
        refuse_all(_faults(change, command, resolution.root_cause))
        flagged = require_fit_to_keep(change, DraftKind.CLOSE_OUT, parts, command.anyway)
        passed = require_read(change, "close_out", DraftKind.CLOSE_OUT, words_of(parts))
        made = CloseOut(
            escalation_id=escalation.id,
            resolution_id=resolution.id,
            link=command.link,
            written_at=now,
            written_by=command.by,
            **parts,
        )
        change.session.add(made)
        change.session.flush()
        owed = promises.settle_kind(
            change.session, escalation, DeadlineKind.CLOSE_OUT, by=command.by, now=now
        )
        outcome = owed.outcome.value if owed and owed.outcome else None
        change.note(Event.CLOSED_OUT, outcome=outcome, link=command.link)
        note_overruled(change, None, flagged, command.anyway)
        note_passed(change, passed, None)
        change.thread(
            f"close_out:{escalation.ref}:{made.id}",
            "close_out_written",
            # Under other keys than those that hold names of the policy's: these are words that may be erased.
            parts=[{"part": part, "text": text} for part, text in parts.items() if text],
            link=command.link,
            outcome=outcome,
        )


def words_of(parts: Mapping[str, str]) -> str:
    """All of it as one text, as whoever reads it first reads it."""
    return "\n\n".join(text for text in parts.values() if text)


def needed_parts(policy: Policy, severity: str) -> tuple[str, ...]:
    """All six, or where the severity asks for a short one, or for none, those that matter most."""
    level = policy.severity.get(severity)
    row = level.afterwards.close_out if level else None
    return SHORT_PARTS if row is None or row.short else PARTS


def _faults(change: Change, command: WriteCloseOut, root_cause: str) -> list[Refused]:
    policy = change.rules.policy
    cause = cause_row(policy, root_cause)
    defect = cause is not None and cause.defect
    needed = needed_parts(policy, change.escalation.severity)
    wrong = [
        Refused("close_out_part_missing", field=part) for part in needed if not getattr(command, part).strip()
    ]
    if defect and not command.link:
        wrong.append(Refused("close_out_link_missing", field="link"))
    return wrong
