"""Answer what the path asked of somebody: confirmed, or a person named, with a word where there is one. Row Y9.

Whom the answer to "shall the sponsor be called in?" names is asked at once, because of the rule that asked. Row M6.
"""

from __future__ import annotations

from datetime import datetime

from models.deadline import Deadline
from models.timeline import Event
from policy.because import Because
from policy.kinds import AskKind
from policy.sponsor import step_of
from services import promises
from services.authorise import unfit_dri
from services.change import Change, changing
from services.office import Office
from services.record import unix
from services.refusal import Refused
from services.sponsor.ask import ask_sponsor, rows_of
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
    """`answer` is what was said, `named` the person it names: of a sponsor, why and who, or why not yet and nobody.

    Raises Refused where it was answered before.
    """
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
        if row is None or named is None:
            return
        if row.kind is AskKind.OWNER:
            change.require_live()
            take_ownership(change, named)
        elif row.kind is AskKind.SPONSOR:
            change.require_live()
            _call_in(change, ask, named, answer)


def _call_in(change: Change, ask: Deadline, sponsor: str, reason: str) -> None:
    """Raises Refused, with nothing kept, for whoever cannot be asked."""
    unfit = unfit_dri(change.session, sponsor, "named_sponsor")
    if unfit is not None:
        raise unfit
    rule = next(
        (one for one in change.rules.policy.path_rule if ask.because_row == f"path_rule.{one.key}"), None
    )
    ask_sponsor(
        change.session,
        change.escalation,
        sponsor,
        rules=change.rules,
        now=change.now,
        actor=change.by,
        reason=reason,
        because=Because(ask.because_row, ask.because_spec, ask.because),
        step=step_of(rows_of(change.rules), rule),
    )
