"""Proposing an escalation: whoever looks after the customer is asked, with two buttons. Rows M4, M10."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.proposal import Answer, Proposal
from models.queries import proposals
from policy.calendar import elapse
from policy.schema import Policy
from policy.watching import SetOff
from services.channels.places import dm
from services.office import Rules
from services.outbox import say
from services.record import unix, unix_or_none
from services.watching.owner import owner_of


def propose(
    session: Session,
    account: Account,
    one: SetOff,
    words: str,
    address: str | None,
    reopens: int | None,
    rules: Rules,
    now: datetime,
) -> Proposal:
    """Ask once. Where nobody answers in time it opens; `reopens` is what would be opened again."""
    watch = one.watch
    asked = owner_of(session, account, watch, rules, now)
    assert rules.policy.watching is not None, "without it nothing is set off"
    within = watch.answer_within or rules.policy.watching.answer_within
    due_at = elapse(watch.calendar, now, within, rules.roster.person(asked).calendar)
    proposal = Proposal(
        account_id=account.id,
        watch=watch.key,
        words=words,
        address=address,
        reopens=reopens,
        asked=asked,
        asked_at=now,
        due_at=due_at,
    )
    session.add(proposal)
    session.flush()
    message = say(
        session,
        f"proposal:{proposal.id}",
        lane=dm(asked),
        template="trigger_proposed",
        now=now,
        context={
            "label": watch.label,
            "because": watch.because,
            "outreach": watch.theme is not None or watch.drop is not None,
        },
        priority=Priority.URGENT,
        editable=True,
    )
    proposal.message_id = message.id
    return proposal


def proposal_as_it_stands(session: Session, message: OutboxMessage, policy: Policy) -> dict[str, Any]:
    """What the message needs besides what was decided: the question, or how it ended."""
    proposal = proposals.in_message(session, message.id)
    assert proposal is not None, "a proposal and its message are made together"
    account = session.get_one(Account, proposal.account_id)
    reopens = session.get(Escalation, proposal.reopens) if proposal.reopens else None
    opened = session.get(Escalation, proposal.escalation_id) if proposal.escalation_id else None
    return {
        "proposal_id": proposal.id,
        "customer": account.name,
        "words": proposal.words,
        "permalink": proposal.address,
        "answer_by": unix(proposal.due_at),
        "reopens": reopens.ref if reopens else None,
        "answer": proposal.answer.value if proposal.answer else None,
        "by": proposal.answered_by if proposal.answer is not Answer.UNANSWERED else None,
        "at": unix_or_none(proposal.answered_at),
        "opened": opened.ref if opened else None,
    }
