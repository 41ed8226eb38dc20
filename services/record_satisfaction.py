"""*Satisfaction*: how the customer rates the way it was handled, from 1 to 10, and why. Row P9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.resolution import Resolution
from models.timeline import Event
from services.change import Change, changing
from services.ended import resolution_of
from services.office import Office
from services.refusal import Refused, refuse_all

SCORES = range(1, 11)


@dataclass(frozen=True)
class RecordSatisfaction:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    score: int | None
    words: str | None = None


def record_satisfaction(office: Office, command: RecordSatisfaction, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. A later score replaces an earlier one on the record."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_satisfaction", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        resolution = resolution_of(change)
        missing = [Refused("score_missing", field="score")] if command.score is None else []
        refuse_all([*missing, *faults_of_score(command.score)])
        assert command.score is not None
        keep_score(change, resolution, command.score, command.words)
        change.thread(
            f"satisfaction:{change.escalation.ref}:{command.request_key}",
            "satisfaction_recorded",
            score=command.score,
            words=resolution.satisfaction_words,
        )


def faults_of_score(score: int | None) -> list[Refused]:
    """A score may be left out; one that is given is a number from 1 to 10."""
    return [] if score is None or score in SCORES else [Refused("score_missing", field="score")]


def keep_score(change: Change, resolution: Resolution, score: int, words: str | None) -> None:
    """Put it on the record."""
    resolution.satisfaction = score
    resolution.satisfaction_words = (words or "").strip() or None
    resolution.satisfaction_at = change.now
    change.note(Event.SATISFACTION_RECORDED, score=score, words=resolution.satisfaction_words)
