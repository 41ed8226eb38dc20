"""Answer what the path asked of somebody: confirmed, or a person named, with a word where there is one. Row Y9."""

from __future__ import annotations

from datetime import datetime

from models.deadline import Deadline
from models.timeline import Event
from policy.kinds import AskKind
from services import promises
from services.change import changing
from services.office import Office
from services.record import unix
from services.refusal import Refused
from services.take_ownership import take_ownership
from services.wording.labels import ask_words


def answer_ask(
    office: Office,
    escalation_id: int,
    deadline_id: int,
    *,
    by: str,
    answer: str,
    named: str | None,
    now: datetime,
) -> None:
    """`answer` is what was said, `named` the person it names. Raises Refused where it was answered before."""
    with changing(office, escalation_id, "answer_ask", by=by, now=now) as change:
        ask = change.session.get(Deadline, deadline_id)
        if ask is None or ask.escalation_id != escalation_id or ask.ask is None:
            raise Refused("no_such_ask")
        if ask.settled_at is not None:
            raise Refused("already_answered", by=ask.settled_by, at=unix(ask.settled_at))
        ask.answer = answer
        ask.answer_named = named
        promises.settle(change.session, ask, by=by, now=now)
        asked = ask_words(change.rules.policy, ask.ask)
        change.note(Event.ASK_ANSWERED, asked=asked, answer=answer, named=named)
        row = change.rules.policy.ask.get(ask.ask)
        if row is not None and row.kind is AskKind.OWNER and named is not None:
            change.require_live()
            take_ownership(change, named)
