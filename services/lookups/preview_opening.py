"""What would happen if it were raised now: who is told and asked what, when the customer hears. Row X16."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from message_templates import sentence
from models.directory import KnownPerson
from models.own_channel import OWN
from policy.dri import below_level
from policy.kinds import DeadlineKind
from policy.path import starting_tier
from policy.promises import plan_opening
from policy.severity import propose
from services.accounts.of_customer import name_of
from services.authorise import unfit_dri
from services.channels.places import dm
from services.lookups.similar import Similar, similar_of
from services.lookups.workload import LoadOf, load_shown
from services.office import Office
from services.path.foretell import told_at_opening
from services.path.measured import Case
from services.readers import Reader
from services.wording.labels import ask_words, role_label


@dataclass(frozen=True)
class WillBeTold:
    """One who would be told. Without `person` a channel only reads it; `asked` is None where nothing is."""

    channel: str
    person: str | None
    role: str | None
    asked: str | None


@dataclass(frozen=True)
class Preview:
    """What the form shows before it is sent.

    `proposed` is the severity that the impact speaks for, `because` why; `severity` the one chosen.
    `acknowledge_by` is when the customer is to have heard from us. `dri_fault` says why the DRI cannot be it,
    `dri_advice` who had better be: it advises and never blocks (row M2d). `similar` may make it needless.
    """

    proposed: str
    because: str
    severity: str
    told: tuple[WillBeTold, ...]
    acknowledge_by: datetime
    dri_fault: str | None
    dri_advice: str | None
    dri_load: LoadOf | None = None
    similar: tuple[Similar, ...] = ()


def preview_opening(
    office: Office,
    impact: str,
    now: datetime,
    *,
    severity: str | None = None,
    dri: str | None = None,
    reached_at: datetime | None = None,
    drill_of: str | None = None,
    customer: str | None = None,
    account_id: int | None = None,
    trigger: str | None = None,
    outcome: str | None = None,
    raised_by: str,
    restricted: bool = False,
) -> Preview:
    """The preview for an impact, and for a severity where another than the proposed one was chosen.

    The clocks start at `reached_at`, else now. `drill_of` is the author of a drill, who alone is told. `raised_by`
    is who sees it; what is `restricted` is said in its own channel.
    Raises KeyError for an impact that the policy lacks.
    """
    rules = office.rulebook.current
    policy, roster = rules.policy, rules.roster
    proposal = propose(policy, impact)
    chosen = severity if severity and severity in policy.severity else proposal.severity
    told = []
    tier, _ = starting_tier(policy, chosen)
    case = Case(
        chosen, tier, impact, trigger=trigger, outcome=outcome, account_id=account_id, raised_by=raised_by
    )
    foretold = told_at_opening(office, case, dri, now)
    for notice in foretold.notices:
        person = notice.person.user_id if notice.person else None
        told.append(
            WillBeTold(
                channel=OWN if restricted else roster.channel(notice.channel_key),
                person=drill_of if drill_of and person else person,
                role=role_label(policy, notice.role),
                asked=ask_words(policy, notice.ask),
            )
        )
    if foretold.sponsor and not drill_of:
        who = foretold.sponsor
        told.append(
            WillBeTold(dm(who.person), who.person, role_label(policy, who.role), sentence("asked_of_sponsor"))
        )
    calendar = roster.person(dri).calendar if dri else roster.calendar
    promised = plan_opening(policy, chosen, reached_at=reached_at or now, calendar=calendar)
    advice = below_level(policy, chosen, roster, dri) if dri else None
    return Preview(
        proposed=proposal.severity,
        because=proposal.because.sentence,
        severity=chosen,
        told=tuple(told),
        acknowledge_by=next(row.due_at for row in promised if row.kind is DeadlineKind.ACKNOWLEDGE),
        dri_fault=_fault(office, dri) if dri else None,
        dri_advice=advice.sentence if advice else None,
        dri_load=load_shown(office, dri, chosen, now, suggest=True) if dri and not drill_of else None,
        similar=() if drill_of else _similar(office, customer, account_id, raised_by, now),
    )


def _similar(
    office: Office, customer: str | None, account_id: int | None, reader: str, now: datetime
) -> tuple[Similar, ...]:
    if not customer and account_id is None:
        return ()
    with office.database.read() as session:
        name = name_of(session, customer or "", account_id)
        return similar_of(session, name, account_id, Reader(reader, office.rulebook.current), now)


def _fault(office: Office, dri: str) -> str | None:
    with office.database.read() as session:
        if session.get(KnownPerson, dri) is None:
            return None
        unfit = unfit_dri(session, dri)
        return unfit.sentence if unfit else None
