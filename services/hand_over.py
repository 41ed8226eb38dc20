"""*Hand over*: a colleague is asked to become the DRI, who stays it until they accept. Rows M11a, Y7."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.queries import deadlines, hand_overs
from services.ask_to_take_over import ask_to_take_over
from services.authorise import unfit_dri
from services.change import Change, changing
from services.lookups.people import require_nobody_asked
from services.office import Office
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class ProposeHandOver:
    """The form's content; `request_key` is its view id, `reason` a key of the policy's closed list."""

    request_key: str
    escalation_id: int
    by: str
    to: str | None
    reason: str | None
    remark: str | None = None


def hand_over(office: Office, command: ProposeHandOver, now: datetime) -> None:
    """Raises Refused where it is over or somebody was asked already, RefusedFields for what is wrong in the form."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "hand_over", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        if not deadlines.anything_owed(change.session, command.escalation_id):
            change.require_live()
        require_nobody_asked(hand_overs.open_of(change.session, command.escalation_id))
        refuse_all(_faults(change, command))
        assert command.to is not None
        assert command.reason is not None
        remark = (command.remark or "").strip() or None
        ask_to_take_over(change, command.to, reason=command.reason, remark=remark)


def _faults(change: Change, command: ProposeHandOver) -> list[Refused]:
    wrong = []
    if command.to is None:
        wrong.append(Refused("hand_over_to_missing", field="to"))
    elif command.to == change.escalation.dri:
        wrong.append(Refused("hand_over_to_dri", field="to"))
    elif unfit := unfit_dri(change.session, command.to, "to"):
        wrong.append(unfit)
    elif change.rules.roster.person(command.to).calendar.on_leave(change.now):
        name = change.rules.roster.person(command.to).name
        wrong.append(Refused("hand_over_to_on_leave", field="to", name=name))
    if command.reason not in {row.key for row in change.rules.policy.hand_over_reason}:
        wrong.append(Refused("hand_over_reason_missing", field="reason"))
    return wrong
