"""*Somebody else should*: whoever was asked to speak with the customer's executive names who had better. Row Y9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from policy.because import Because
from policy.kinds import DeadlineKind
from services.authorise import unfit_dri
from services.change import changing
from services.office import Office
from services.refusal import Refused, refuse_all
from services.sponsor.ask import ask_sponsor
from services.sponsor.steps import owed_of


@dataclass(frozen=True)
class PassSponsor:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    to: str | None
    why: str


def pass_sponsor(office: Office, command: PassSponsor, now: datetime) -> None:
    """The date stays, unless it has passed. Raises Refused where nobody is asked any more; RefusedFields."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "pass_sponsor", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        asked, why = owed_of(change, DeadlineKind.SPONSOR_CALL), command.why.strip()
        wrong = [] if why else [Refused("sponsor_why_missing", field="why")]
        if command.to is None or command.to == asked.owner:
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
            reason=why,
            because=Because(asked.because_row, asked.because_spec, asked.because),
            due_at=asked.due_at if asked.due_at > now else None,
            passed_by=asked.owner,
        )
