"""Heeding what was said or measured of a customer: it joins what is open, is proposed, or opens one. Rows M4, M10.

1. which triggers it sets off: pure (`policy.watching`)
2. the same of the same customer is not heeded twice within the policy's time
3. what the customer has open is joined; what was resolved lately, or needs a person's word, is proposed; else it opens
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.account import Account
from models.escalation import Escalation
from models.queries import escalations, proposals
from policy.kinds import Does
from policy.lifecycle import after
from policy.watching import Happening, SetOff, set_off
from services.office import Rules
from services.path.measured import Case, measured
from services.watching.join import join
from services.watching.open_by_itself import open_by_itself
from services.watching.propose import propose


@dataclass(frozen=True)
class Source:
    """What set it off, for people: the customer's words, where they stand, and the ticket's issue."""

    words: str
    address: str | None = None
    issue: str = ""

    def said_of(self, one: SetOff) -> str:
        """The words; of tickets and scores how many and from what to what, in ours."""
        days = one.watch.within.days if one.watch.within else 0
        if one.tickets is not None:
            said = "theme_words" if one.watch.theme else "tickets_words"
            return sentence(said, tickets=one.tickets, days=days, issue=self.issue, words=self.words)
        if one.before is not None:
            return sentence("health_words", before=one.before, after=one.after, days=days)
        return self.words


def heed(
    session: Session, account: Account, happening: Happening, source: Source, rules: Rules, now: datetime
) -> None:
    """Within the transaction that keeps what happened. Nothing where it sets nothing off."""
    policy = rules.policy
    if not policy.watch or policy.watching is None:
        return
    case = Case(severity="", tier="", impact=None, account_id=account.id)
    found = set_off(policy, happening, measured(session, policy, case, now), now)
    if not found:
        return
    escalations.one_report_at_a_time(session, account.name_key)
    for one in found:
        _follow(session, account, one, source, rules, now)


def _follow(
    session: Session, account: Account, one: SetOff, source: Source, rules: Rules, now: datetime
) -> None:
    policy = rules.policy
    assert policy.watching is not None, "without it nothing is set off"
    since = now - policy.watching.again_after
    known = escalations.others_of_customer(
        session, account.name_key, account.id, now - policy.duplicates.looking_back
    )
    live = next((escalation for escalation in known if escalation.live), None)
    if live is not None:
        if not proposals.heeded_lately(session, live.id, one.because.row, since):
            join(session, live.id, one, source.said_of(one), source.address, rules, now)
        return
    if proposals.asked_lately(session, account.id, one.watch.key, since):
        return
    lately = next((row for row in known if after(policy, row.status, "reopen") is not None), None)
    if lately is not None or one.watch.does is Does.PROPOSE:
        propose(session, account, one, source.said_of(one), source.address, _id(lately), rules, now)
    else:
        open_by_itself(session, account, one.watch, source.said_of(one), source.address, rules, now)


def _id(escalation: Escalation | None) -> int | None:
    return escalation.id if escalation else None
