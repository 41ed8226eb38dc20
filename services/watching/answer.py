"""Answering a proposed escalation: it opens, or it is none; unanswered in time, it opens by itself. Row M4."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.account import Account
from models.escalation import Escalation
from models.proposal import Answer, Proposal
from models.queries import escalations, proposals
from models.timeline import HEARD
from policy.lifecycle import after
from policy.watch_rows import Watch
from policy.watching import SetOff
from services.authorise import require_internal
from services.change import Change, finish
from services.office import Office, Rules
from services.outbox import show_anew
from services.record import load, unix
from services.refusal import Refused
from services.reopen import reopen_within
from services.watching.join import join
from services.watching.open_by_itself import open_by_itself
from services.watching.owner import owner_of


def open_proposed(office: Office, proposal_id: int, *, by: str, now: datetime) -> str:
    """The reference of what is open now. Raises Refused where it was answered before."""
    with office.database.write() as session:
        proposal = _unanswered(session, proposal_id, by)
        return _open(session, proposal, office.rulebook.current, now, by=by)


def dismiss_proposed(
    office: Office, proposal_id: int, *, by: str, now: datetime, answer: Answer = Answer.DISMISSED
) -> None:
    """It is no escalation, or was seen to. Raises Refused where it was answered before."""
    with office.database.write() as session:
        proposal = _unanswered(session, proposal_id, by)
        _end(session, proposal, answer, by, None, now)


def see_to_proposed(office: Office, proposal_id: int, *, by: str, now: datetime) -> None:
    """Somebody has spoken with the customer (Row M10). Raises Refused where it was answered before."""
    dismiss_proposed(office, proposal_id, by=by, now=now, answer=Answer.SEEN_TO)


def open_unanswered(office: Office, now: datetime) -> None:
    """Open what nobody answered in time; one transaction each."""
    with office.database.read() as session:
        if not proposals.any_due(session, now):
            return
    while True:
        with office.database.write() as session:
            proposal = proposals.claim_due(session, now)
            if proposal is None:
                return
            _open(session, proposal, office.rulebook.current, now, by=None)


def _unanswered(session: Session, proposal_id: int, by: str) -> Proposal:
    require_internal(session, by)
    proposal = proposals.locked(session, proposal_id)
    if proposal is None:
        raise Refused("no_such_proposal")
    if proposal.answered_at is not None:
        raise Refused("proposal_answered", by=proposal.answered_by, at=unix(proposal.answered_at))
    return proposal


def _open(session: Session, proposal: Proposal, rules: Rules, now: datetime, *, by: str | None) -> str:
    """Join what is open by now, open again what was resolved lately, or open a new one."""
    account = session.get_one(Account, proposal.account_id)
    escalations.one_report_at_a_time(session, account.name_key)
    since = now - rules.policy.duplicates.looking_back
    known = escalations.others_of_customer(session, account.name_key, account.id, since)
    live = next((row for row in known if row.live), None)
    lately = next((row for row in known if row.id == proposal.reopens and _may_reopen(rules, row)), None)
    watch = _watch(rules, proposal)
    answer = Answer.OPENED if by else Answer.UNANSWERED
    if live is not None and watch is not None:
        join(session, live.id, SetOff(watch), proposal.words, proposal.address, rules, now)
        opened, answer = live, Answer.JOINED
    elif lately is not None:
        opened = _reopen(session, proposal, lately.id, account, rules, now, by)
    elif watch is None:  # a policy without triggers is in force
        _end(session, proposal, Answer.DISMISSED, by, None, now)
        return ""
    else:
        opened = open_by_itself(session, account, watch, proposal.words, proposal.address, rules, now, by=by)
    _end(session, proposal, answer, by, opened.id, now)
    return opened.ref


def _watch(rules: Rules, proposal: Proposal) -> Watch | None:
    """The row that asked; once the policy has it no more, the first that there is stands in."""
    rows = rules.policy.watch
    return next((row for row in rows if row.key == proposal.watch), next(iter(rows), None))


def _may_reopen(rules: Rules, escalation: Escalation) -> bool:
    return after(rules.policy, escalation.status, "reopen") is not None


def _reopen(
    session: Session,
    proposal: Proposal,
    escalation_id: int,
    account: Account,
    rules: Rules,
    now: datetime,
    by: str | None,
) -> Escalation:
    change = Change(session, load(session, escalation_id), rules, by or HEARD, now, repeated=False)
    reason = sentence("reopened_for_words", words=proposal.words)
    reopen_within(change, reason, owner_of(session, account, None, rules, now))
    finish(change)
    return change.escalation


def _end(
    session: Session, proposal: Proposal, answer: Answer, by: str | None, opened: int | None, now: datetime
) -> None:
    proposal.answer, proposal.answered_by, proposal.answered_at = answer, by or HEARD, now
    proposal.escalation_id = opened
    session.flush()
    show_anew(session, proposal.message_id)
