"""One person's change of one escalation: authorised, locked, carried out once, shown on the card, rescheduled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.queries import undoables
from models.timeline import HEARD, Event
from policy.lifecycle import after
from services import once, promises
from services.authorise import require_internal
from services.let_in import let_in_whoever_owes
from services.may import may, require_may
from services.office import Office, Rules
from services.outbox import say, show_card_anew
from services.path.follow import follow_path
from services.readers import Reader, require_reader
from services.record import load, note, require_on_record
from services.refusal import Refused
from services.undo_offers import end_overtaken


@dataclass(frozen=True)
class Change:
    """A verb at work. `repeated` is true where this very request was carried out before: do nothing then."""

    session: Session
    escalation: Escalation
    rules: Rules
    by: str
    now: datetime
    repeated: bool
    other: Escalation | None = None
    """A second escalation that the verb concerns, locked as well."""
    speed: float = 1.0
    """Seconds of business time in one of a person's: what somebody has a minute for is a minute of theirs."""

    def require_live(self) -> None:
        """Raises Refused where the escalation is over."""
        if not self.escalation.live:
            raise Refused("already_over", ref=self.escalation.ref, status=self.escalation.status.value)

    def move(self, verb: str) -> None:
        """Where the policy lets this verb move the status on, it does; else it stays. Row M8a."""
        escalation = self.escalation
        escalation.status = after(self.rules.policy, escalation.status, verb) or escalation.status

    def note(self, event: Event, **data: Any) -> None:
        """Put it on the timeline."""
        note(self.session, self.escalation, event, actor=self.by, now=self.now, **data)

    def thread(self, key: str, template: str, **context: Any) -> OutboxMessage:
        """Say it once in the escalation's thread, under the card."""
        return self._thread(key, template, context, editable=False)

    def thread_kept_true(self, key: str, template: str, **context: Any) -> OutboxMessage:
        """As `thread`, for what may read otherwise later: it is edited then."""
        return self._thread(key, template, context, editable=True)

    def _thread(
        self, key: str, template: str, context: Mapping[str, Any], *, editable: bool
    ) -> OutboxMessage:
        return say(
            self.session,
            key,
            lane=self.escalation.home_channel,
            thread_of=self.escalation.card_id,
            template=template,
            now=self.now,
            escalation=self.escalation,
            context={"by": self.by, **context},
            priority=Priority.ROUTINE,
            editable=editable,
        )


@contextmanager
def changing(
    office: Office,
    escalation_id: int,
    verb: str,
    *,
    by: str,
    now: datetime,
    request: tuple[str, Mapping[str, Any]] | None = None,
    other_id: int | None = None,
) -> Iterator[Change]:
    """One transaction around a verb. `request` is the form's view id and its content, where there is a form.

    `other_id` is a second escalation that the verb changes; of two the older is always locked first.
    Raises Refused for outsiders (row X8), for whoever may not read it (row X17) or do this (row X9) and for unknown
    references; whatever the body raises undoes all of it.
    """
    with office.database.write() as session:
        require_internal(session, by)
        rules = office.rulebook.current
        locked = {key: load(session, key) for key in sorted({escalation_id, other_id or escalation_id})}
        for one in locked.values():
            require_reader(one, by, rules)
        escalation, other = locked[escalation_id], locked[other_id] if other_id is not None else None
        before = once.claim(session, *request, now, about=escalation_id) if request else None
        if before is None:  # what was done is done, whoever owns it since
            require_may(session, escalation, verb, by, rules, now)
        change = Change(session, escalation, rules, by, now, before is not None, other, office.speed)
        yield change
        if not change.repeated:
            finish(change)


@dataclass(frozen=True)
class Several:
    """One verb at work on several escalations at once; `left_out` are those that are not theirs to change."""

    changes: tuple[Change, ...]
    left_out: tuple[Escalation, ...]


@contextmanager
def changing_several(
    office: Office,
    escalation_ids: Collection[int],
    verb: str,
    *,
    by: str,
    now: datetime,
    request: tuple[str, Mapping[str, Any]],
) -> Iterator[Several]:
    """As `changing`, for all of these that they may read and change, in one transaction, the oldest locked first.

    A request that was carried out before changes none. Raises Refused where none is theirs.
    """
    with office.database.write() as session:
        require_internal(session, by)
        rules = office.rulebook.current
        locked = [load(session, key) for key in sorted(set(escalation_ids))]
        if once.claim(session, *request, now, about=locked[0].id if locked else None) is not None:
            yield Several((), ())
            return
        theirs = [one for one in locked if is_theirs(session, one, verb, by, rules, now)]
        for one in locked[:1] if not theirs else ():
            require_reader(one, by, rules)
            require_may(session, one, verb, by, rules, now)
        changes = tuple(
            Change(session, one, rules, by, now, repeated=False, speed=office.speed) for one in theirs
        )
        yield Several(changes, tuple(one for one in locked if one not in theirs))
        for change in changes:
            finish(change)


def is_theirs(
    session: Session, escalation: Escalation, verb: str, by: str, rules: Rules, now: datetime
) -> bool:
    """Whether they may read it and do this there."""
    return Reader(by, rules).may_read(escalation) and may(session, escalation, verb, by, rules, now)


@contextmanager
def changing_by_itself(office: Office, escalation_id: int, rules: Rules, now: datetime) -> Iterator[Change]:
    """One transaction around what Heard does to an escalation without being asked, which may be nothing."""
    with office.database.write() as session:
        change = heards_own(session, load(session, escalation_id), rules, now)
        before = change.escalation.version
        yield change
        if change.escalation.version != before:
            finish(change)


def heards_own(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> Change:
    """A change of Heard's own within a transaction that is under way, such as a tick's."""
    return Change(session, escalation, rules, HEARD, now, repeated=False)


def finish(change: Change) -> None:
    """What every change ends with: the path followed, the card shown anew, the next step known."""
    session = change.session
    for changed in filter(None, (change.escalation, change.other)):
        require_on_record(changed)
        follow_path(session, changed, change.rules, change.now)
        require_on_record(changed)
        let_in_whoever_owes(session, changed, now=change.now)
        session.flush()
        end_overtaken(session, undoables.open_of(session, changed.id))
        show_card_anew(session, changed)
        promises.reschedule(session, changed)
