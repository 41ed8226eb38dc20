"""What to do when Slack did not: wait, take the next lane, say it plainly, pause, or give up.

One answer a transaction. Locks are taken escalation → outbox → lanes → limits, as everywhere.
"""

from __future__ import annotations

import logging
import time

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import MessageState, OutboxMessage, Surface
from models.own_channel import is_own
from models.queries.escalations import locked
from models.queries.lanes import machine_time
from models.queries.outbox import locked_message, locked_surface
from services.delivery import buckets, giving_up
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.destination import Step
from services.delivery.directory import doubt_channel, left
from services.delivery.jobs import (
    Answer,
    Canvassing,
    Edit,
    Errand,
    Forbidden,
    Hold,
    ListChannels,
    Post,
    Probe,
    Search,
    Task,
)
from services.delivery.methods import method_of
from services.delivery.own_lane import (
    MAKING,
    NAME_TAKEN,
    UNUSABLE,
    cannot_make,
    taken,
    unusable,
)
from services.delivery.pause import pause
from services.delivery.perform import TOO_LATE
from services.delivery.refused_canvas import refused_canvas
from services.delivery.refused_task import refused_task
from services.delivery.restored import NOBODY
from services.delivery.settle import free, release
from services.delivery.words import NOT_OURS, WORDING_FAILED
from services.slack_port import Refusal, SlackError

log = logging.getLogger(__name__)

NO_THREAD = frozenset(
    ("thread_not_found", "cannot_reply_to_message", "restricted_action_thread_locked", giving_up.GONE)
)
"""The thread is gone: the message is said at the top level."""

_NOT_THERE = SlackError(Refusal.AGAIN, "not_in_history")
"""A search found nothing: the message is handed over again."""


def sort_out(desk: Desk, answer: Answer, report: DeliveryReport) -> None:
    """Write down one answer that did not go well, and what comes next."""
    job, error = answer.job, answer.error or _NOT_THERE
    if not isinstance(job, Probe | ListChannels):
        log.info("lane %s: %s was refused: %s", job.hold.lane, type(job).__name__.lower(), error)
    match job:
        case Probe():
            with desk.database.write() as session:
                if error.kind is Refusal.PAUSE:
                    pause(session, error.code, machine_time(session), desk.pace)
        case ListChannels():
            log.warning("the channels could not be listed: %s", error)
        case Edit() | Errand(message_id=None) | Forbidden(message_id=None):
            with desk.database.write() as session:
                _Trouble(desk, session, answer, job.hold, error, report).of_surface(job.surface_id or 0)
        case Canvassing():
            with desk.database.write() as session:
                refused_canvas(desk, session, answer, error, report)
        case Task():
            with desk.database.write() as session:
                refused_task(desk, session, answer, error, report)
        case Post() | Search() | Errand() | Forbidden():
            with desk.database.write() as session:
                _Trouble(desk, session, answer, job.hold, error, report).of_message(job.message_id or 0)


class _Trouble:
    """One answer's working memory."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        answer: Answer,
        hold: Hold,
        error: SlackError,
        report: DeliveryReport,
    ) -> None:
        self._desk, self._session, self._hold = desk, session, hold
        self._job, self._error, self._report = answer.job, error, report
        self._t = machine_time(session)
        self._at = self._t - (time.monotonic() - answer.at)

    def of_message(self, message_id: int) -> None:
        """The message that this was about waits again, moves on, or is given up; its lane is given back."""
        escalation_id = self._session.get_one(OutboxMessage, message_id).escalation_id
        escalation = locked(self._session, escalation_id) if escalation_id is not None else None
        message = locked_message(self._session, message_id)
        if not self._still_ours(message):
            self._free()
            return
        if escalation is not None and is_own(self._hold.lane) and self._of_own_channel(message, escalation):
            return
        match self._error.kind:
            case Refusal.PAUSE if self._asks_to_join():
                self._next_lane(message, "not_in_channel")
            case Refusal.PAUSE:
                self._not_spent(message)
                self._free()
                self._pause()
            case Refusal.NEVER if isinstance(self._job, Search):
                self._once_more(message, _NOT_THERE)
            case Refusal.IN_DOUBT | Refusal.AGAIN if self._search_failed():
                self._free(self._at + self._wait(message.attempts))
            case Refusal.IN_DOUBT if isinstance(self._job, Post):
                self._free()
            case Refusal.IN_DOUBT | Refusal.AGAIN:
                self._once_more(message, self._error)
            case Refusal.SIMPLIFY:
                self._simplify(message)
            case Refusal.NEVER:
                self._never(message)

    def _of_own_channel(self, message: OutboxMessage, escalation: Escalation) -> bool:
        """Whether this was about the escalation's own channel rather than the message, and was seen to."""
        job, code = self._job, self._error.code
        making = job if isinstance(job, Errand) and job.what in MAKING else None
        if making is not None and code == NAME_TAKEN:
            taken(self._session, self._hold.lane, making.target)
            self._free()
            return True
        if not (cannot_make if making else unusable)(job, self._error, message, self._desk.pace):
            return False
        message.state, message.attempts, message.plain = MessageState.WAITING, 0, False
        self._session.flush()
        giving_up.lose_channel(self._session, self._desk, escalation, code)
        if message.lane == self._hold.lane:  # it was said there after the channel was lost
            message.lane, message.thread_of = escalation.home_channel, escalation.card_id
        self._report.moved += 1
        self._free()
        return True

    def of_surface(self, surface_id: int) -> None:
        """The edit is tried again later, or the surface says why it never can be."""
        escalation_id = self._session.get_one(Surface, surface_id).escalation_id
        escalation = locked(self._session, escalation_id) if escalation_id is not None else None
        surface = locked_surface(self._session, surface_id)
        self._free()
        if self._error.kind is Refusal.PAUSE:
            self._pause()
            return
        if self._error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
            surface.attempts += 1
            surface.not_before = self._at + self._wait(surface.attempts)
            self._count_limit()
            if surface.attempts < self._desk.pace.attempts:
                return
        if escalation is not None and is_own(self._hold.lane) and self._error.code in UNUSABLE:
            giving_up.lose_channel(self._session, self._desk, escalation, self._error.code)
            surface.error = self._error.code  # also where it had left that channel before
            return
        giving_up.stop_editing(
            self._session, self._desk, escalation, surface, self._hold.lane, self._error.code
        )

    def _pause(self) -> None:
        pause(self._session, self._error.code, self._t, self._desk.pace)
        self._report.paused = True

    def _still_ours(self, message: OutboxMessage) -> bool:
        if self._error.code == NOT_OURS:
            return False
        match self._job:
            case Post(hold=hold):
                return message.state is MessageState.SENDING and message.fence == hold.fence
            case Search(sent_with=fence):
                return message.state is MessageState.SENDING and message.fence == fence
            case _:
                return message.state is MessageState.WAITING and message.lane == self._hold.lane

    def _once_more(self, message: OutboxMessage, error: SlackError) -> None:
        """Again, after a growing wait. A limit, or a call that was never made, is no attempt.

        Order is kept, except that a message which cannot be worded lets the others pass.
        """
        pace = self._desk.pace
        self._report.again += 1
        if error.code == "not_in_history":
            self._report.not_found += 1
        if error.retry_after is not None or error.code == TOO_LATE:
            self._not_spent(message)
            self._free(self._at + (error.retry_after or 0.0))
            self._count_limit()
            return
        if isinstance(self._job, Errand):
            message.attempts += 1
        message.error = error.code
        if message.attempts >= pace.attempts_for(message.priority):
            self._give_up(message, error.code)
            return
        message.state = MessageState.WAITING
        never_handed_over = isinstance(self._job, Search) and self._job.sent_with == NOBODY
        wait = 0.0 if never_handed_over else self._t + pace.wait_after(message.attempts)
        if error.code == WORDING_FAILED:
            message.not_before = wait
            giving_up.tell_ops(self._session, self._desk, message, "wording_failed", message.template)
            self._free()
        else:
            self._free(wait)

    def _simplify(self, message: OutboxMessage) -> None:
        if message.plain or not isinstance(self._job, Post):
            self._give_up(message, self._error.code)
            return
        message.plain = True
        message.state = MessageState.WAITING
        giving_up.tell_ops(self._session, self._desk, message, "simplified", self._error.code)
        self._free(self._at + self._desk.pace.between_posts)

    def _never(self, message: OutboxMessage) -> None:
        code, posted = self._error.code, isinstance(self._job, Post)
        if posted and code in NO_THREAD and message.thread_of is not None:
            message.thread_of = None
            message.state = MessageState.WAITING
            self._free()
            return
        if isinstance(self._job, Post):
            doubt_channel(self._session, self._job.channel)
        if isinstance(self._job, Post) and code == "not_in_channel" and message.attempts <= 1:
            left(self._session, self._job.channel)
            message.state = MessageState.WAITING
            self._free()
            return
        self._next_lane(message, "not_in_channel" if self._asks_to_join() else code)

    def _next_lane(self, message: OutboxMessage, code: str) -> None:
        if giving_up.move_on(self._session, self._desk, message, code):
            self._report.moved += 1
        else:
            self._report.given_up += 1
        self._free()

    def _give_up(self, message: OutboxMessage, code: str) -> None:
        giving_up.give_up(self._session, self._desk, message, code)
        self._report.given_up += 1
        self._free()

    def _not_spent(self, message: OutboxMessage) -> None:
        """Slack was not asked, or only asked us to wait: no attempt."""
        if isinstance(self._job, Post):
            message.attempts = max(0, message.attempts - 1)
            message.state = MessageState.WAITING

    def _asks_to_join(self) -> bool:
        return isinstance(self._job, Errand) and self._job.what is Step.JOIN

    def _search_failed(self) -> bool:
        return isinstance(self._job, Search) and self._error is not _NOT_THERE

    def _wait(self, attempts: int) -> float:
        if self._error.retry_after is not None:
            return self._error.retry_after
        return self._desk.pace.wait_after(attempts)

    def _count_limit(self) -> None:
        if self._error.retry_after is None:
            return
        buckets.limited(
            self._session,
            method_of(self._job),
            self._hold.lane,
            self._error.retry_after,
            t=self._t,
            pace=self._desk.pace,
        )

    def _free(self, next_at: float = 0.0) -> None:
        self._session.flush()
        free(self._session, [release(self._hold, next_at)])
