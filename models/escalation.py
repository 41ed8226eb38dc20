"""An escalation: the record itself, its plan, and what the customer was told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText
from policy.kinds import Status

LIVE = (Status.OPEN, Status.IN_PROGRESS)
ENDS = (Status.CLOSED, Status.CANCELLED, Status.MERGED)

# fmt: off
ON_RECORD = (
    "status", "customer", "problem", "impact", "severity", "severity_proposed", "severity_reason", "tier",
    "tier_held_by", "outcome", "trigger", "contact", "link", "needs_by", "dri", "cover", "cover_until", "team",
    "reached_at", "accepted_at", "acknowledged_at", "target_at", "resolved_at", "resolution", "ended_at",
    "merged_into", "waiting_until", "account_id", "restricted", "named",
    "common_cause",
)
# fmt: on
"""Columns that change only together with an entry of the timeline, which says so: the timeline replays to them."""


class Escalation(Base):
    """One customer's escalation, owned by exactly one DRI (row D3a) from the first second."""

    __tablename__ = "escalations"
    __allow_unmapped__ = True
    __table_args__ = (
        # What a tick claims: the cost follows what is due, not what is open.
        Index(
            "ix_escalations_next_step_at",
            "next_step_at",
            postgresql_where=text("next_step_at IS NOT NULL"),
            sqlite_where=text("next_step_at IS NOT NULL"),
        ),
        Index(
            "ix_escalations_follow_at",
            "follow_at",
            postgresql_where=text("follow_at IS NOT NULL"),
            sqlite_where=text("follow_at IS NOT NULL"),
        ),
        Index("ix_escalations_status_dri", "status", "dri"),
        Index("ix_escalations_customer_key", "customer_key"),
        Index(
            "ix_escalations_common_cause_key",
            "common_cause_key",
            postgresql_where=text("common_cause_key IS NOT NULL"),
            sqlite_where=text("common_cause_key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[Status] = mapped_column(EnumText(Status), default=Status.OPEN)
    drill: Mapped[bool] = mapped_column(default=False)
    # Only whom it names may read it; `named` are those beside the raiser, the DRI and the team. Row X17.
    restricted: Mapped[bool] = mapped_column(default=False)
    named: Mapped[list[str]] = mapped_column(default=list)

    # Whose it is; None for a drill, and for what was raised before accounts were known.
    account_id: Mapped[int | None] = mapped_column(index=True)
    customer: Mapped[str] = mapped_column(Text)
    customer_key: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    impact: Mapped[str] = mapped_column(String(80))
    severity: Mapped[str] = mapped_column(String(80))
    severity_proposed: Mapped[str] = mapped_column(String(80))
    severity_reason: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(String(80))
    # Who took it up to this tier by hand: a lower severity then does not take it down again.
    tier_held_by: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(String(80))
    trigger: Mapped[str | None] = mapped_column(String(80))
    contact: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    needs_by: Mapped[datetime | None]
    # What other customers suffer from as well, by a name of ours; those of one key belong together. Row Y5.
    common_cause: Mapped[str | None] = mapped_column(Text)
    common_cause_key: Mapped[str | None] = mapped_column(Text)

    source_channel: Mapped[str | None] = mapped_column(String(40))
    source_permalink: Mapped[str | None] = mapped_column(Text)

    raised_by: Mapped[str] = mapped_column(String(40))
    # The policy's trigger, where nobody raised it; `raised_by` is its DRI then, or who said that it shall be.
    set_off_by: Mapped[str | None] = mapped_column(String(80))
    dri: Mapped[str] = mapped_column(String(40))
    # Who stands in for the DRI, and until when: the DRI and the customer's contact stay the same. Row M11a.
    cover: Mapped[str | None] = mapped_column(String(40))
    cover_until: Mapped[datetime | None]
    team: Mapped[list[str]] = mapped_column(default=list)

    reached_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    target_at: Mapped[datetime | None]
    # While we wait for the customer: until when at most. Row Y8.
    waiting_until: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[str | None] = mapped_column(Text)
    # When it was closed, cancelled or merged, and into which other escalation.
    ended_at: Mapped[datetime | None]
    merged_into: Mapped[int | None]

    home_channel: Mapped[str] = mapped_column(String(40))
    card_id: Mapped[int | None]
    # The short line in the home channel of one that lives in a channel of its own.
    line_id: Mapped[int | None]
    dri_message_id: Mapped[int | None]
    policy_hash: Mapped[str] = mapped_column(String(64))
    team_hash: Mapped[str] = mapped_column(String(64))

    next_step_at: Mapped[datetime | None]
    # When the path rules are looked at although nobody acts: a fact that time makes is another by then. Row M6.
    follow_at: Mapped[datetime | None]
    # A decision that raised is tried again later and starves nobody.
    failures: Mapped[int] = mapped_column(default=0)

    on_timeline: dict[str, Any] | None = None
    """What the timeline says of it so far, since it was loaded; None for one that is new."""

    def not_on_timeline(self) -> dict[str, Any]:
        """Column → value as the timeline keeps it (instants in unix seconds), for what changed since its last entry."""
        now, known = self._as_recorded(), self.on_timeline or {}
        return {
            column: value for column, value in now.items() if column not in known or known[column] != value
        }

    def is_on_timeline(self) -> None:
        """All that it is now has been entered."""
        self.on_timeline = self._as_recorded()

    def _as_recorded(self) -> dict[str, Any]:
        return {column: _plain(getattr(self, column)) for column in ON_RECORD}

    def cover_at(self, now: datetime) -> str | None:
        """Who stands in for the DRI at this moment."""
        return self.cover if self.cover_until is not None and now < self.cover_until else None

    @property
    def live(self) -> bool:
        """Not over yet."""
        return self.status in LIVE

    @property
    def over_for_good(self) -> bool:
        """Past the follow-up, or not an escalation of its own: its record is not changed any more."""
        return self.status in ENDS

    @property
    def ref(self) -> str:
        """The name people say: ESC-7."""
        return f"ESC-{self.id}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return list(value) if isinstance(value, list) else value


@event.listens_for(Escalation, "load")
@event.listens_for(Escalation, "refresh")
def _as_loaded(escalation: Escalation, *_: Any) -> None:
    escalation.is_on_timeline()


class PlanStep(Base):
    """One step of the plan: what, who, by when. Row M2c."""

    __tablename__ = "plan_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(40))
    # How often it was changed: whoever saw an older one is told what it is now.
    revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = mapped_column(String(40))
    dropped_at: Mapped[datetime | None]
    dropped_by: Mapped[str | None] = mapped_column(String(40))
    dropped_because: Mapped[str | None] = mapped_column(Text)

    @property
    def open(self) -> bool:
        """Neither done nor dropped."""
        return self.done_at is None and self.dropped_at is None


class ContactKind(StrEnum):
    """What a word to the customer was for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    UPDATE = "update"
    RESOLUTION = "resolution"
    RECOVERY = "recovery"
    FOLLOW_UP = "follow_up"
    CLOSE_OUT = "close_out"
    SPONSOR_CALL = "sponsor_call"
    SPONSOR_LETTER = "sponsor_letter"
    SPONSOR_CHECK = "sponsor_check"


BY_THE_SPONSOR = (ContactKind.SPONSOR_CALL, ContactKind.SPONSOR_LETTER, ContactKind.SPONSOR_CHECK)
"""Words between executives: the next update is not written to whom these were said."""


class CustomerContact(Base):
    """A record of what the customer was told: words, channel, to whom, by whom. Row Y2.

    A correction is a record of its own, which `corrects` the one that it `superseded`; `told_by` stays who told them.
    """

    __tablename__ = "customer_contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    kind: Mapped[ContactKind] = mapped_column(EnumText(ContactKind))
    words: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(80))
    recipients: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    told_by: Mapped[str] = mapped_column(String(40))
    next_update_at: Mapped[datetime | None]
    later_reason: Mapped[str | None] = mapped_column(Text)

    # Where it is said in the thread; a correction is shown there.
    message_id: Mapped[int | None]
    corrects: Mapped[int | None]
    corrected_by: Mapped[str | None] = mapped_column(String(40))
    superseded_by: Mapped[int | None]
