"""*Write once for all*: what every customer of one cause can be told, as a draft with each escalation. Row Y5.

Nothing is told to anybody by it. Each DRI opens the draft, which is made from these words and their own record, and
tells their own customer. So the words may name nobody: they are read by all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.prepared_update import PreparedUpdate
from models.queries import accounts, common_causes
from models.timeline import Event
from policy.draft import Draft, check_draft
from policy.kinds import DraftKind
from policy.schema import Policy
from services import once
from services.authorise import require_internal
from services.change import Change, finish, is_theirs
from services.may import require_may
from services.office import Office
from services.record import load
from services.refusal import Refused, refuse_all

VERB = "post_update"
"""Who may update one of them may write for all: each is told by its own DRI."""


@dataclass(frozen=True)
class UpdateCause:
    """The form's content; `request_key` is its view id. `escalation_id` is one of those that are linked."""

    request_key: str
    escalation_id: int
    by: str
    words: str


def update_cause(office: Office, command: UpdateCause, now: datetime) -> tuple[str, ...]:
    """References of those that have a draft now; none where this very form was sent before.

    Raises Refused where none of them is theirs, RefusedFields where the words name a customer, with nothing kept.
    """
    rules = office.rulebook.current
    with office.database.read() as session:
        ids = [one.id for one in common_causes.linked_with(session, command.escalation_id)]
    with office.database.write() as session:
        require_internal(session, command.by)
        linked = [one for key in sorted(ids) if (one := load(session, key)).live]
        if not linked:
            raise Refused("cause_nothing_open")
        if not any(is_theirs(session, one, VERB, command.by, rules, now) for one in linked):
            require_may(session, linked[0], VERB, command.by, rules, now)
            raise Refused("cause_nothing_open")
        # The words belong to several: what makes a repeat harmless is kept without them.
        said = {"words": once.digest_of({"words": command.words})}
        if once.claim(session, command.request_key, said, now, about=linked[0].id) is not None:
            return ()
        words = command.words.strip()
        refuse_all([] if words else [Refused("words_missing", field="words")])
        named = names_in(session, linked, words, rules.policy)
        if named is not None:
            raise Refused("cause_names_customer", field="words", said=named)
        for one in linked:
            _prepare(Change(session, one, rules, command.by, now, repeated=False), words)
        return tuple(one.ref for one in linked)


def _prepare(change: Change, words: str) -> OutboxMessage:
    prepared = PreparedUpdate(
        escalation_id=change.escalation.id, words=words, written_by=change.by, written_at=change.now
    )
    change.session.add(prepared)
    change.session.flush()
    change.note(Event.UPDATE_PREPARED, words=words)
    message = change.thread(
        f"prepared:{change.escalation.ref}:{prepared.id}",
        "update_prepared",
        words=words,
        prepared_id=prepared.id,
    )
    finish(change)
    return message


def names_in(session: Session, linked: Sequence[Escalation], words: str, policy: Policy) -> str | None:
    """A customer, or somebody at one, whom the words name; None where they name nobody."""
    if policy.draft is None:
        return None
    by_name = {row.key for row in policy.draft.rule if row.other_customers}
    draft = Draft(words, DraftKind.UPDATE, other_customers=tuple(_names(session, linked)))
    return next((one.said for one in check_draft(policy.draft, draft) if one.rule in by_name), None)


def _names(session: Session, linked: Iterable[Escalation]) -> Iterable[str]:
    for one in linked:
        yield one.customer
        if one.account_id is not None:
            yield from (contact.name for contact in accounts.contacts_of(session, one.account_id))
        if one.contact:
            yield one.contact.partition(",")[0]
