"""The timeline: who did what when, and because of which rule. Append-only, but for a customer's words in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, event, select, update
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from models.base import Base, EnumText, JsonObject

HEARD = "heard"
"""The actor of whatever the clock did."""


class Event(StrEnum):
    """What happened, in the past tense."""

    OPENED = "opened"
    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    ACKNOWLEDGED = "acknowledged"
    TRIAGE_SAVED = "triage_saved"
    TRIAGED = "triaged"
    FINDING_RECORDED = "finding_recorded"
    ACCOUNT_COMPLETED = "account_completed"
    CAUSE_LINKED = "cause_linked"
    CAUSE_UNLINKED = "cause_unlinked"
    CAUSE_SPREAD = "cause_spread"
    NOTE_ADDED = "note_added"
    EDITED = "edited"
    TEAM_ASSEMBLED = "team_assembled"
    PLAN_SET = "plan_set"
    STEP_FINISHED = "step_finished"
    PLAN_CHANGED = "plan_changed"
    UPDATE_POSTED = "update_posted"
    WAITING_BEGUN = "waiting_begun"
    WAITING_ENDED = "waiting_ended"
    UPDATE_PREPARED = "update_prepared"
    UPDATE_CORRECTED = "update_corrected"
    FLAGS_OVERRULED = "flags_overruled"
    SECOND_EYES_ASKED = "second_eyes_asked"
    WORDS_APPROVED = "words_approved"
    CHANGE_WANTED = "change_wanted"
    SECOND_EYES_UNANSWERED = "second_eyes_unanswered"
    SENT_UNREAD = "sent_unread"
    SENDING_BEGUN = "sending_begun"
    NOT_SENT = "not_sent"
    SNOOZED = "snoozed"
    ASK_ANSWERED = "ask_answered"
    NUDGED = "nudged"
    CLIMBED = "climbed"
    RULE_FIRED = "rule_fired"
    SPONSOR_ASKED = "sponsor_asked"
    SPONSOR_DATE_SET = "sponsor_date_set"
    SPONSOR_CALLED = "sponsor_called"
    SPONSOR_WROTE = "sponsor_wrote"
    SPONSOR_CHECKED = "sponsor_checked"
    STEPPED_DOWN = "stepped_down"
    SEVERITY_CHANGED = "severity_changed"
    HAND_OVER_PROPOSED = "hand_over_proposed"
    HAND_OVER_DECLINED = "hand_over_declined"
    HAND_OVER_WITHDRAWN = "hand_over_withdrawn"
    HAND_OVER_UNANSWERED = "hand_over_unanswered"
    HANDED_OVER = "handed_over"
    COVER_SET = "cover_set"
    COVER_ENDED = "cover_ended"
    OWNER_REPLACED = "owner_replaced"
    UNDONE = "undone"
    DRILL_ENDED = "drill_ended"
    RESOLVED = "resolved"
    PRODUCT_TOLD = "product_told"
    POST_MORTEM_DEMANDED = "post_mortem_demanded"
    POST_MORTEM_RECORDED = "post_mortem_recorded"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    FOLLOWED_UP = "followed_up"
    SATISFACTION_RECORDED = "satisfaction_recorded"
    CLOSED_OUT = "closed_out"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    TRIGGER_JOINED = "trigger_joined"
    MERGED = "merged"
    MERGED_IN = "merged_in"
    STOOD_DOWN = "stood_down"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"
    PEOPLE_ADDED = "people_added"
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    RECOVERY_BEGUN = "recovery_begun"
    RECOVERY_STEP_FINISHED = "recovery_step_finished"
    RECOVERY_STEP_SLIPPED = "recovery_step_slipped"
    RECOVERY_STEP_WAIVED = "recovery_step_waived"
    RECOVERY_STEP_MOVED = "recovery_step_moved"
    RECOVERY_STOOD_DOWN = "recovery_stood_down"
    DELIVERY_FAILED = "delivery_failed"
    CHANNEL_LOST = "channel_lost"
    CHANNEL_ARCHIVED = "channel_archived"
    CARD_POSTED_AGAIN = "card_posted_again"
    LEFT_OUT = "left_out"
    FORM_CHANGED = "form_changed"
    WATCH_RESTORED = "watch_restored"
    WORDS_ERASED = "words_erased"
    REFUSED = "refused"


CHANGES_OF_FIELDS = (Event.TRIAGE_SAVED, Event.TRIAGED, Event.EDITED)
"""Events whose data holds `changes`: a list of field, old and new."""


class TimelineEntry(Base):
    """One thing that happened. `at` is business time; `data` holds what the words were made from."""

    __tablename__ = "timeline"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    event: Mapped[Event] = mapped_column(EnumText(Event))
    data: Mapped[JsonObject] = mapped_column(default=dict)
    because: Mapped[str | None] = mapped_column(String(200))


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete what already happened."""


@event.listens_for(TimelineEntry, "before_update")
@event.listens_for(TimelineEntry, "before_delete")
def _refuse(mapper: Mapper[Any], connection: Any, target: TimelineEntry) -> None:
    raise AppendOnlyError(f"timeline entry {target.id} stands; add another instead")


def erase_words_on_timeline(
    session: Session, escalation_ids: Iterable[int], without: Callable[[JsonObject], JsonObject]
) -> None:
    """The one exception to append-only (row X21): the words in `data` go, by `without`; who, when and what stay."""
    table = TimelineEntry.__table__
    entries = session.execute(
        select(table.c.id, table.c.data).where(table.c.escalation_id.in_(list(escalation_ids)))
    ).all()
    rows = [{"of": key, "left": without(data)} for key, data in entries]
    if rows:
        statement = update(table).where(table.c.id == bindparam("of"))  # type: ignore[arg-type]
        session.execute(statement.values(data=bindparam("left", type_=table.c.data.type)), rows)
