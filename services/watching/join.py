"""A trigger joins what the customer has open: said in its thread to the DRI, and up to the trigger's tier. Row M4."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.timeline import Event
from policy.path_rules import is_higher
from policy.watching import SetOff
from services.change import finish, heards_own
from services.office import Rules
from services.path.up import up_to
from services.record import load
from services.restrict import restrict_as_joined


def join(
    session: Session,
    escalation_id: int,
    one: SetOff,
    words: str,
    address: str | None,
    rules: Rules,
    now: datetime,
) -> None:
    """What was said stands there from now on."""
    change = heards_own(session, load(session, escalation_id), rules, now)
    escalation, watch = change.escalation, one.watch
    restrict_as_joined(change, watch)
    change.note(
        Event.TRIGGER_JOINED,
        because=one.because.row,
        because_sentence=one.because.sentence,
        set_off=watch.label,
        words=words,
        permalink=address,
    )
    change.thread(
        f"trigger_joined:{escalation.ref}:{escalation.version}",
        "trigger_joined",
        dri=escalation.dri,
        set_off=watch.label,
        words=words,
        permalink=address,
        because=one.because.sentence,
    )
    if watch.tier is not None and is_higher(rules.policy, watch.tier, escalation.tier):
        up_to(session, escalation, watch.tier, watch.because, rules, now)
    finish(change)
