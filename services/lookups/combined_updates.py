"""What the form of one update for several escalations starts with. Reads only. Row Y5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.account import Account
from models.queries import accounts, common_causes, escalations
from services.authorise import require_internal
from services.change import is_theirs
from services.may import require_may
from services.office import Office
from services.readers import Reader
from services.refusal import Refused
from services.wording import facts


@dataclass(frozen=True)
class ToldTogether:
    """One of them: its name, and in a few words what it is about."""

    ref: str
    severity: str
    problem: str


@dataclass(frozen=True)
class AccountUpdateStart:
    """Those that will be updated, the references and DRIs of those that will not, and whom the customer is there."""

    account_id: int
    customer: str
    told: Sequence[ToldTogether]
    left_out: Sequence[tuple[str, str]]
    channel: str | None
    recipients: str | None


def account_update_start(office: Office, account_id: int, *, by: str, now: datetime) -> AccountUpdateStart:
    """Raises Refused for outsiders, and where nothing of this customer's is open and theirs to update."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        account = session.get(Account, account_id)
        found = accounts.live_of(session, account) if account else ()
        theirs = [one for one in found if is_theirs(session, one, "post_update", by, rules, now)]
        if account is None or not theirs:
            raise Refused("nothing_open_of_account")
        said = facts.of_escalations(session, theirs, rules.policy)
        last = escalations.last_contacts(session, [one.id for one in theirs]).values()
        contact = max(last, key=lambda one: one.told_at, default=None)
        return AccountUpdateStart(
            account_id=account_id,
            customer=account.name,
            told=[ToldTogether(row["ref"], row["severity"], row["problem"]) for row in said],
            left_out=[(one.ref, one.dri) for one in found if one not in theirs],
            channel=contact.channel if contact else None,
            recipients=contact.recipients if contact else None,
        )


@dataclass(frozen=True)
class CauseUpdateStart:
    """The cause, how many customers it hits, and the references of what is linked to it."""

    escalation_id: int
    name: str
    customers: int
    refs: Sequence[str]


def cause_update_start(office: Office, escalation_id: int, *, by: str, now: datetime) -> CauseUpdateStart:
    """Raises Refused for outsiders, where nothing is linked, and where none of it is theirs to update."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        linked = common_causes.linked_with(session, escalation_id)
        if not any(Reader(by, rules).may_read(one) for one in linked):
            raise Refused("cause_nothing_open")
        if not any(is_theirs(session, one, "post_update", by, rules, now) for one in linked):
            require_may(session, linked[0], "post_update", by, rules, now)
        return CauseUpdateStart(
            escalation_id=linked[0].id,
            name=linked[0].common_cause or "",
            customers=common_causes.customers_affected(session, linked[0].id),
            refs=[one.ref for one in linked],
        )
