"""*Have it read first*: words that are not to go out unread are kept, and somebody else is asked. Row Y6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from models.deadline import Deadline
from models.queries import reviews
from models.review import Review, ReviewEnd
from policy.kinds import DraftKind
from policy.second_eyes import read_first
from services.change import changing
from services.drafting.reviews import ask, end
from services.drafting.second_eyes import digest_of, reader_for
from services.office import Office
from services.outbox import show_anew
from services.refusal import Refused


@dataclass(frozen=True)
class AskSecondEyes:
    """Words that a form of `verb` would have sent; `form` is what is kept of it. `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    verb: str
    kind: DraftKind
    words: str
    form: Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """Who was asked, and by when they answer."""

    reader: str
    answer_by: datetime


def ask_second_eyes(office: Office, command: AskSecondEyes, now: datetime) -> Asked:
    """Whoever was asked about earlier words of the same form is asked about these instead.

    Raises Refused where nobody needs to read them, or there is nobody to ask.
    """
    request = (command.request_key, asdict(command))
    # Whoever may send such words may have them read.
    with changing(
        office, command.escalation_id, command.verb, by=command.by, now=now, request=request
    ) as change:
        session, escalation = change.session, change.escalation
        before = reviews.latest_of(session, escalation.id, command.verb)
        if change.repeated and before is not None:
            return Asked(before.reader, session.get_one(Deadline, before.deadline_id).due_at)
        because = read_first(change.rules.policy, command.kind, command.words)
        reader = reader_for(escalation, change.rules, now, command.by)
        if because is None or reader is None:
            raise Refused("nobody_to_read")
        if before is not None:
            if before.ended_as is None:
                end(change, before, ReviewEnd.REPLACED)
            show_anew(session, before.end_message_id)
        review = Review(
            escalation_id=escalation.id,
            verb=command.verb,
            words=command.words,
            digest=digest_of(command.words),
            form=dict(command.form),
            asked_by=command.by,
            asked_at=now,
            reader=reader,
            because=because.sentence,
        )
        ask(change, review, because)
        return Asked(reader, session.get_one(Deadline, review.deadline_id).due_at)
