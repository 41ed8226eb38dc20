"""What the sponsor's forms start with: who is asked, by when, whom at the customer. Row M7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import deadlines
from policy.kinds import OF_THE_SPONSOR, DeadlineKind
from policy.sponsor import actions_due
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused
from services.sponsor.ask import chosen_for, open_of, rows_of
from services.wording.sponsor import their_executives


@dataclass(frozen=True)
class SponsorStart:
    """`asked` is who is asked now, `due_at` by when; `suggested` who would be next. `by_voice` are ways to call."""

    escalation_id: int
    ref: str
    customer: str
    suggested: str | None
    asked: str | None
    due_at: datetime | None
    executives: str | None
    actions_by: datetime
    by_voice: tuple[str, ...]


def sponsor_start(
    office: Office, escalation_id: int, *, by: str, now: datetime, kind: DeadlineKind | None = None
) -> SponsorStart:
    """For the form that answers `kind`; None: for calling somebody in. Raises Refused where that is not to be done."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        row = rows_of(rules)
        owed = open_of(session, escalation_id)
        if kind is None:
            if not escalation.live:
                raise Refused("over_meanwhile", ref=escalation.ref)
            if owed is not None:
                raise Refused("sponsor_asked_already", ref=escalation.ref, by=owed.owner)
        else:
            owed = deadlines.open_of_kind(session, escalation_id, kind)
            if owed is None:
                raise Refused("sponsor_not_asked", ref=escalation.ref)
        asked_before = tuple(
            one.owner for one in deadlines.all_of(session, escalation_id) if one.kind in OF_THE_SPONSOR
        )
        chosen = chosen_for(session, escalation, rules, now, asked_before)
        calendar = rules.roster.person(escalation.dri).calendar
        return SponsorStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            customer=escalation.customer,
            suggested=chosen.person if chosen else None,
            asked=owed.owner if owed else None,
            due_at=owed.due_at if owed else None,
            executives=", ".join(their_executives(session, escalation)) or None,
            actions_by=actions_due(rules.policy, row, escalation.severity, now, calendar),
            by_voice=row.by_voice,
        )
