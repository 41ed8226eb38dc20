"""Whose a customer is, where nobody raised anything: the policy's suggestion, else whoever answers last. Row D3a."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.queries import people
from policy.dri import suggest_dri
from policy.kinds import Who
from services.authorise import unfit_dri
from services.office import Rules


def owner_of(session: Session, account: Account, rules: Rules, now: datetime) -> str:
    """A user id. Somebody always answers."""
    known = people.by_email(session, [account.csm, account.executive_sponsor])
    named = {Who.CSM: account.csm, Who.EXECUTIVE_SPONSOR: account.executive_sponsor}
    found = {who: known[email].user_id for who, email in named.items() if email in known}
    fit = {who: user_id for who, user_id in found.items() if unfit_dri(session, user_id) is None}
    suggested = suggest_dri(rules.policy, rules.roster, fit, now)
    if suggested is not None and unfit_dri(session, suggested.person) is None:
        return suggested.person
    return next(iter(rules.roster.holders(rules.policy.last_role(), now))).person.user_id
