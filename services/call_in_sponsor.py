"""*Call in the sponsor*: the CSM or their manager is out of options, and says so. Rows M6, M7."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from policy.because import Because
from services.authorise import unfit_dri
from services.change import changing
from services.office import Office
from services.refusal import Refused, refuse_all
from services.sponsor.ask import ask_sponsor, open_of, rows_of


@dataclass(frozen=True)
class CallInSponsor:
    """The form's content; `request_key` is its view id, `to` who is asked."""

    request_key: str
    escalation_id: int
    by: str
    to: str | None
    reason: str


def call_in_sponsor(office: Office, command: CallInSponsor, now: datetime) -> None:
    """Raises Refused where it is over or a sponsor is at it already, RefusedFields for what is wrong in the form."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "call_in_sponsor", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        change.require_live()
        row, reason = rows_of(change.rules).call, command.reason.strip()
        asked = open_of(change.session, command.escalation_id)
        if asked is not None:
            raise Refused("sponsor_asked_already", ref=change.escalation.ref, by=asked.owner)
        wrong = [] if reason else [Refused("sponsor_reason_missing", field="reason")]
        if command.to is None:
            wrong.append(Refused("sponsor_missing", field="to"))
        elif unfit := unfit_dri(change.session, command.to, "to"):
            wrong.append(unfit)
        refuse_all(wrong)
        assert command.to is not None
        ask_sponsor(
            change.session,
            change.escalation,
            command.to,
            rules=change.rules,
            now=now,
            actor=command.by,
            reason=reason,
            because=Because("sponsor.call", row.spec, row.because),
        )
