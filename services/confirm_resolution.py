"""*Customer confirmed*: who at the customer says that it is solved, and when. Row P3d."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.resolution import Resolution
from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.change import Change, changing
from services.ended import resolution_of
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.tell_customer import CLOCKS_APART, is_before_it_reached_us


@dataclass(frozen=True)
class ConfirmResolution:
    """The form's content; `request_key` is its view id. `confirmed_at` of None is now."""

    request_key: str
    escalation_id: int
    by: str
    confirmed_by: str
    confirmed_at: datetime | None = None


def confirm_resolution(office: Office, command: ConfirmResolution, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "confirm_resolution", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        resolution = resolution_of(change)
        if resolution.confirmed_at is not None:
            raise Refused(
                "already_confirmed",
                ref=change.escalation.ref,
                who=resolution.confirmed_by,
                at=unix(resolution.confirmed_at),
            )
        at = command.confirmed_at or now
        wrong = []
        if not command.confirmed_by.strip():
            wrong.append(Refused("confirmed_by_missing", field="confirmed_by"))
        if at > now + CLOCKS_APART:
            wrong.append(Refused("told_in_future", field="confirmed_at"))
        elif is_before_it_reached_us(at, change.escalation):
            wrong.append(Refused("told_before_it_reached_us", field="confirmed_at"))
        refuse_all(wrong)
        confirm(change, resolution, command.confirmed_by.strip(), min(at, now))
        said = {"confirmed_by": resolution.confirmed_by, "at": unix(min(at, now))}
        change.note(Event.CONFIRMED, **said)
        change.thread(
            f"confirmed:{change.escalation.ref}:{resolution.number}", "resolution_confirmed", **said
        )


def confirm(change: Change, resolution: Resolution, confirmed_by: str, at: datetime) -> None:
    """The customer says that it is solved: nobody asks them any more."""
    resolution.confirmed_at = at
    resolution.confirmed_by = confirmed_by
    promises.settle_kind(
        change.session, change.escalation, DeadlineKind.CONFIRMATION, by=change.by, now=change.now, met_at=at
    )
