"""*Post-mortem*: a link to it, or what it found. Rows M11d, D5."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.change import changing
from services.ended import resolution_of
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class RecordPostMortem:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    words: str


def record_post_mortem(office: Office, command: RecordPostMortem, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. It may be written where none was demanded."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_post_mortem", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        resolution, ref = resolution_of(change), change.escalation.ref
        if resolution.post_mortem_at is not None:
            at = unix(resolution.post_mortem_at)
            raise Refused("post_mortem_there", ref=ref, by=resolution.post_mortem_by, at=at)
        words = command.words.strip()
        refuse_all([] if words else [Refused("post_mortem_missing", field="words")])
        resolution.post_mortem = words
        resolution.post_mortem_at = now
        resolution.post_mortem_by = command.by
        promises.settle_kind(
            change.session, change.escalation, DeadlineKind.POST_MORTEM, by=command.by, now=now
        )
        change.note(Event.POST_MORTEM_RECORDED, words=words)
        change.thread(f"post_mortem_recorded:{ref}:{resolution.number}", "post_mortem_recorded", words=words)
