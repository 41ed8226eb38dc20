"""An escalation that nobody raised: a trigger of the policy did, or a proposal that nobody answered. Row M4."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from models.timeline import HEARD
from policy.path_rules import is_higher
from policy.restricted import proposes_restricted
from policy.severity import propose
from policy.watch_rows import Watch
from services import promises
from services.office import Rules
from services.open_escalation import OpenEscalation, open_within
from services.path.up import up_to
from services.watching.owner import owner_of


def open_by_itself(
    session: Session,
    account: Account,
    watch: Watch,
    words: str,
    address: str | None,
    rules: Rules,
    now: datetime,
    *,
    by: str | None = None,
) -> Escalation:
    """Owned by whoever looks after the account; `by` is who said that it shall be, None where nobody did.

    What the policy restricts is restricted here as well: nobody has had the chance to say otherwise (row X17).
    """
    dri = owner_of(session, account, watch, rules, now)
    command = OpenEscalation(
        request_key="",
        by=by or dri,
        customer="",
        account_id=account.id,
        problem=words,
        impact=watch.impact,
        severity=propose(rules.policy, watch.impact).severity,
        dri=dri,
        trigger=watch.trigger,
        link=address,
        restricted=proposes_restricted(rules.policy, watch.impact, watch.trigger) is not None,
    )
    escalation = open_within(session, command, rules, now, set_off_by=watch, actor=by or HEARD)
    if watch.tier is not None and is_higher(rules.policy, watch.tier, escalation.tier):
        up_to(session, escalation, watch.tier, watch.because, rules, now)
        promises.reschedule(session, escalation)
    return escalation
