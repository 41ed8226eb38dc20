"""The brief: all that somebody needs who comes to an escalation late, from the record, in its thread. Row M11a."""

from __future__ import annotations

from models.outbox import Priority
from services.change import Change
from services.channels.places import person_or_author
from services.outbox import say


def post_brief(change: Change, cause: str, person: str) -> None:
    """Say it once for this cause, for that person; it is worded when it leaves."""
    escalation = change.escalation
    say(
        change.session,
        f"brief:{escalation.ref}:{cause}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="hand_over_brief",
        now=change.now,
        escalation=escalation,
        context={"person": person_or_author(escalation, person)},
        priority=Priority.NUDGE,
    )
