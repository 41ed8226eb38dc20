"""Who is asked to tell which customers: their CSM, whoever covers for them, else whom the policy names. Row M10."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.queries import heads_ups, people
from policy.dri import reachable_or_cover
from policy.heads_up_rows import HeadsUps
from policy.path import first_held
from services.authorise import unfit_dri
from services.office import Rules


def owners_of_customers(
    session: Session, heads_up_id: int, row: HeadsUps, rules: Rules, now: datetime
) -> Mapping[str, Sequence[int]]:
    """User id → customer rows, by name. One look-up for each CSM, however many customers they have."""
    customers = heads_ups.accounts_of(session, heads_up_id)
    known = people.by_email(session, {csm for _, csm in customers})
    emails = {csm for _, csm in customers if csm}
    fit = {
        email: person
        for email in emails
        if (found := known.get(email.lower())) is not None
        and (person := reachable_or_cover(rules.roster, found.user_id, now)) is not None
        and unfit_dri(session, person) is None
    }
    instead = somebody_above(row, rules, now)
    owners: dict[str, list[int]] = {}
    for customer_id, csm in customers:
        owners.setdefault(fit.get(csm or "", instead), []).append(customer_id)
    return owners


def somebody_above(row: HeadsUps, rules: Rules, now: datetime) -> str:
    """The first of the policy's roles who can be reached, else along their chain. Somebody always answers."""
    held = first_held(rules.roster, row.roles, now)
    if held is not None:
        return held.person.user_id
    return next(iter(rules.roster.holders(rules.policy.last_role(), now))).person.user_id
