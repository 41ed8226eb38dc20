"""What is known of an escalation and its customer, as the path rules ask for it. Rows M3e, X2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.directory import KnownPerson
from models.escalation import Escalation
from models.queries import accounts, common_causes, path, people
from models.triage import Triage
from policy.facts import Value, Values, measures_used
from policy.kinds import Measure, Who
from policy.schema import Policy


@dataclass(frozen=True)
class Case:
    """An escalation, or what a form says of one that is not raised yet."""

    severity: str
    tier: str
    impact: str | None
    trigger: str | None = None
    outcome: str | None = None
    cause_type: str | None = None
    revenue_at_risk: int | None = None
    customers_affected: int | None = None
    account_id: int | None = None
    raised_by: str | None = None
    escalation_id: int | None = None


def case_of(session: Session, escalation: Escalation) -> Case:
    """An escalation as it is on record now."""
    triage = session.get(Triage, escalation.id)
    return Case(
        severity=escalation.severity,
        tier=escalation.tier,
        impact=escalation.impact,
        trigger=escalation.trigger,
        outcome=escalation.outcome,
        cause_type=triage.cause_type if triage else None,
        revenue_at_risk=triage.revenue_at_risk if triage else None,
        customers_affected=triage.customers_affected if triage else None,
        account_id=escalation.account_id,
        raised_by=escalation.raised_by,
        escalation_id=escalation.id,
    )


def measured(session: Session, policy: Policy, case: Case, now: datetime) -> Values:
    """What the policy's rules ask for, and nothing else is looked up. What is not known is None."""
    return {measure: _VALUES[measure](session, case, now) for measure in measures_used(policy)}


def people_of(session: Session, case: Case) -> dict[Who, str]:
    """Whom the account and the report name, by user id."""
    account = _account(session, case)
    found: dict[Who, str | None] = {Who.RAISER: case.raised_by}
    if account is not None:
        known = people.by_email(session, [account.csm, account.executive_sponsor])
        found[Who.CSM] = _id(known, account.csm)
        found[Who.EXECUTIVE_SPONSOR] = _id(known, account.executive_sponsor)
    return {who: user_id for who, user_id in found.items() if user_id is not None}


def _id(known: Mapping[str, KnownPerson], email: str | None) -> str | None:
    person = known.get(email or "")
    return person.user_id if person else None


def _account(session: Session, case: Case) -> Account | None:
    return session.get(Account, case.account_id) if case.account_id is not None else None


def _of_account(field: str) -> Callable[[Session, Case, datetime], Value]:
    def value(session: Session, case: Case, now: datetime) -> Value:
        found: Value = getattr(_account(session, case), field, None)
        return found

    return value


def _of_case(field: str) -> Callable[[Session, Case, datetime], Value]:
    def value(session: Session, case: Case, now: datetime) -> Value:
        found: Value = getattr(case, field)
        return found

    return value


def _arr_share(session: Session, case: Case, now: datetime) -> Value:
    account = _account(session, case)
    total = accounts.total_arr(session) if account and account.arr else 0
    return 100 * account.arr / total if account and account.arr and total else None


def _renewal_in_days(session: Session, case: Case, now: datetime) -> Value:
    account = _account(session, case)
    triage = session.get(Triage, case.escalation_id) if case.escalation_id else None
    day = (triage and triage.renewal_on) or (account and account.renewal_on)
    return (day - now.date()).days if day and day >= now.date() else None  # of one that is past none is known


def _first_sla_missed(session: Session, case: Case, now: datetime) -> Value:
    return case.escalation_id is not None and path.sla_missed(session, case.escalation_id, now)


def _reports(session: Session, case: Case, now: datetime) -> Value:
    """How often it was reported: the first time, each that was merged into it, each that was added."""
    return 1 + (path.reported_again(session, case.escalation_id) if case.escalation_id else 0)


def _customers_affected(session: Session, case: Case, now: datetime) -> Value:
    """What triage says, or as many as have an open escalation of the same cause where that is more."""
    linked = common_causes.customers_affected(session, case.escalation_id) if case.escalation_id else 1
    return max(linked, case.customers_affected or 1)


_VALUES: Mapping[Measure, Callable[[Session, Case, datetime], Value]] = {
    Measure.SEVERITY: _of_case("severity"),
    Measure.TIER: _of_case("tier"),
    Measure.IMPACT: _of_case("impact"),
    Measure.TRIGGER: _of_case("trigger"),
    Measure.CAUSE_TYPE: _of_case("cause_type"),
    Measure.OUTCOME: _of_case("outcome"),
    Measure.REVENUE_AT_RISK: _of_case("revenue_at_risk"),
    Measure.SEGMENT: _of_account("segment"),
    Measure.ARR: _of_account("arr"),
    Measure.HEALTH: _of_account("health"),
    Measure.NAMED: _of_account("named"),
    Measure.TOP: _of_account("top"),
    Measure.ARR_SHARE: _arr_share,
    Measure.RENEWAL_IN_DAYS: _renewal_in_days,
    Measure.REPORTS: _reports,
    Measure.CUSTOMERS_AFFECTED: _customers_affected,
    Measure.FIRST_SLA_MISSED: _first_sla_missed,
}
