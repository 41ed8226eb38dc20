"""Whose a customer is, where nobody raised anything: the policy's suggestion, else whoever answers last. Row D3a."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from policy.dri import suggest_dri
from policy.severity import propose
from policy.watch_rows import Watch
from services.authorise import unfit_dri
from services.office import Rules
from services.path.measured import Case, measured, people_of


def owner_of(session: Session, account: Account, watch: Watch | None, rules: Rules, now: datetime) -> str:
    """A user id. Somebody always answers. `watch` is the trigger for which it would be opened; None: it is there."""
    severity = propose(rules.policy, watch.impact).severity if watch else ""
    case = Case(
        severity=severity,
        tier="",
        impact=watch.impact if watch else None,
        trigger=watch.trigger if watch else None,
        account_id=account.id,
    )
    named = people_of(session, case)
    fit = {who: user_id for who, user_id in named.items() if unfit_dri(session, user_id) is None}
    values = measured(session, rules.policy, case, now)
    suggested = suggest_dri(rules.policy, rules.roster, fit, values, now)
    if suggested is not None and unfit_dri(session, suggested.person) is None:
        return suggested.person
    return next(iter(rules.roster.holders(rules.policy.last_role(), now))).person.user_id
