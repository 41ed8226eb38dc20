"""*Name a stand-in*: for tonight, for leave; the DRI and the customer's contact stay the same. Row M11a."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from services.authorise import unfit_dri
from services.change import Change, changing
from services.cover import begin_cover
from services.office import Office
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class SetCover:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    person: str | None
    until: datetime | None
    remark: str | None = None


def set_cover(office: Office, command: SetCover, now: datetime) -> None:
    """Raises Refused where it is over, RefusedFields for what is wrong. Said again, the stand-in is the new one."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "set_cover", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        change.require_live()
        refuse_all(_faults(change, command))
        assert command.person is not None
        assert command.until is not None
        remark = (command.remark or "").strip() or None
        begin_cover(change, command.person, command.until, remark=remark)


def _faults(change: Change, command: SetCover) -> list[Refused]:
    wrong = []
    if command.person is None:
        wrong.append(Refused("cover_to_missing", field="who"))
    elif command.person == change.escalation.dri:
        wrong.append(Refused("cover_is_dri", field="who"))
    elif unfit := unfit_dri(change.session, command.person, "who"):
        wrong.append(unfit)
    elif change.rules.roster.person(command.person).calendar.on_leave(change.now):
        name = change.rules.roster.person(command.person).name
        wrong.append(Refused("hand_over_to_on_leave", field="who", name=name))
    if command.until is None:
        wrong.append(Refused("cover_until_missing", field="until"))
    elif command.until <= change.now:
        wrong.append(Refused("cover_until_in_past", field="until"))
    elif command.until > change.now + change.rules.policy.cover.at_most:
        wrong.append(Refused("cover_too_long", field="until"))
    return wrong
