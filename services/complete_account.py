"""*Complete it*: what somebody knows of a customer of whom only the name was typed. Row X2.

Where their domain is an account's that is known, it is them: what was raised under the typed name is that account's
from then on. What another system says later of an account that was completed here is taken as anything it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.directory import KnownPerson
from models.escalation import Escalation
from models.queries import accounts
from models.timeline import Event
from services import once
from services.accounts.given import AccountGiven, given_or_faults
from services.accounts.keep import keep_typed
from services.authorise import require_internal
from services.change import Change, finish
from services.office import Office, Rules
from services.record import load
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class CompleteAccount:
    """The form's content; `request_key` is its view id. `looked_after_by` is a user id; None is not known yet."""

    request_key: str
    account_id: int
    by: str
    domain: str
    segment: str | None = None
    arr: int | None = None
    renewal_on: date | None = None
    looked_after_by: str | None = None
    timezone: str | None = None
    slack_channel: str | None = None


def complete_account(office: Office, command: CompleteAccount, now: datetime) -> None:
    """Raises Refused where it was completed before, RefusedFields, with nothing kept."""
    rules = office.rulebook.current
    said = {"account_id": command.account_id, "domain": command.domain}
    with office.database.write() as session:
        require_internal(session, command.by)
        if once.claim(session, command.request_key, said, now) is not None:
            return
        account = session.get(Account, command.account_id, with_for_update=True)
        if account is None or not account.to_complete:
            raise Refused("account_completed", customer=account.name if account else None)
        given = _given(session, command)
        known = accounts.of_domain(session, given.known_domain or "")
        concerned = [load(session, key) for key in accounts.escalations_of(session, account)]
        if known is not None and known.id != account.id:
            keep_typed(session, known, given, now)
            _are_of(session, concerned, known, command.by, rules, now)
            accounts.move_to(session, account, known)
        else:
            keep_typed(session, account, given, now)
            _are_of(session, concerned, account, command.by, rules, now)


def _given(session: Session, command: CompleteAccount) -> AccountGiven:
    """Raises RefusedFields with each thing that is wrong, under its field."""
    person = session.get(KnownPerson, command.looked_after_by) if command.looked_after_by else None
    wrong = []
    if not command.domain:
        wrong.append(Refused("domain_missing", field="domain"))
    if command.looked_after_by and (person is None or person.email is None):
        wrong.append(Refused("csm_without_address", field="looked_after_by"))
    refuse_all(wrong)
    given = given_or_faults(
        _known(
            account=command.domain,
            domain=command.domain,
            segment=command.segment,
            arr=command.arr,
            renewal_on=command.renewal_on,
            csm=person.email if person else None,
            timezone=command.timezone,
            slack_channel=command.slack_channel,
        )
    )
    if isinstance(given, AccountGiven):
        return given
    faults = (fault.partition(": ") for fault in given)
    refuse_all([Refused("account_fault", field=field, fault=says) for field, _, says in faults])
    raise AssertionError("there is no fault without words")


def _known(**said: Any) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def _are_of(
    session: Session, concerned: Sequence[Escalation], account: Account, by: str, rules: Rules, now: datetime
) -> None:
    """They are this account's, and what is open learns what is known of it: the path looks at it anew."""
    for escalation in concerned:
        if escalation.account_id == account.id and not escalation.live:
            continue
        escalation.account_id = account.id
        change = Change(session, escalation, rules, by, now, repeated=False)
        change.note(Event.ACCOUNT_COMPLETED, customer=account.name)
        finish(change)
