"""The shape of a policy file: every table and key, what each means, and what makes a single row wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.asking_rows import Asking
from policy.call_rows import Calls
from policy.draft_rows import Drafts
from policy.durations import Duration, LocalTime, Offset
from policy.ending_rows import AfterResolution, Closing, Duplicates, PostMortem, RootCause
from policy.eyes_rows import SecondEyes
from policy.guide_rows import HardCase
from policy.heads_up_rows import HeadsUps
from policy.house_rows import Channels, Digest, Limits, Retention, Undo
from policy.kinds import AskKind, CalendarKind, DeadlineKind, Status, Weekday
from policy.ladder_rows import Ladder
from policy.may_rows import May
from policy.own_channel_rows import OwnChannels
from policy.path_rows import Fact, PathRule
from policy.people_rows import Cover, HandOverReason, Load, Restricted, SuggestDri
from policy.promise_rows import PlanSteps, Quiet, Snooze, StepClock, Waiting
from policy.recovery_rows import Recovery
from policy.rows import ButtonLabel, Key, Reasoned, Row, Words
from policy.sponsor_rows import Sponsor
from policy.telling_rows import SendToCustomer, Voice
from policy.triage_rows import CauseType, Notes
from policy.watch_rows import Phrase, Watch, Watching


class Choice(Row):
    """One option of a form."""

    key: Key
    label: ButtonLabel


class Trigger(Choice):
    """What set the escalation off (Row P2); `restricted` as in `[[impact]]`."""

    group: ButtonLabel
    restricted: bool = False


class Impact(Reasoned):
    """One answer to the intake question about business impact, and the severity it proposes (Row M2a).

    `restricted` proposes that only people by name read it (Row X17).
    """

    key: Key
    label: ButtonLabel
    severity: Key
    restricted: bool = False


class Notify(Asking):
    """Who hears of an escalation of this severity at once, where, and what they are asked (Row M2)."""

    role: Key | None = None
    channel: Key | None = None
    tier: Key | None = None

    @model_validator(mode="after")
    def _one_place_and_somebody_to_ask(self) -> Self:
        if (self.channel is None) == (self.tier is None):
            raise ValueError("say where: either `channel` or `tier`, and not both")
        if self.ask is not None and self.role is None:
            raise ValueError("an ask needs a `role` to be asked: a channel cannot answer")
        return self


class Deadline(Reasoned):
    """A promise with a time limit, counted from when the escalation reached the team.

    Triage alone counts from when the customer was acknowledged.
    """

    within: Duration
    calendar: CalendarKind | None = None
    ladder: Key


class Deadlines(Row):
    """The promises of one severity besides the customer updates (Row M2)."""

    acknowledge: Deadline
    triage: Deadline | None = None
    team: Deadline | None = None
    plan: Deadline | None = None
    resolve: Deadline

    @model_validator(mode="after")
    def _team_or_plan(self) -> Self:
        if self.team is None and self.plan is None:
            raise ValueError("a severity needs a `team` deadline or a `plan` deadline")
        return self

    def of(self, kind: DeadlineKind) -> Deadline | None:
        """The row of a kind; None where this severity promises nothing of it."""
        row: Deadline | None = dict(self).get(kind.value)
        return row


class CustomerUpdate(Reasoned):
    """How often the customer is told: `every` so long, or `on` certain weekdays `at` a local time."""

    every: Duration | None = None
    calendar: CalendarKind | None = None
    on: tuple[Weekday, ...] = ()
    at: LocalTime | None = None
    at_least_after: Offset = timedelta(0)
    ladder: Key

    @model_validator(mode="after")
    def _every_or_on_and_at(self) -> Self:
        if (self.every is not None) == bool(self.on) or bool(self.on) != (self.at is not None):
            raise ValueError('write either every="4h", or on=["mon"] together with at="16:00"')
        if self.on and self.calendar is not None:
            raise ValueError("`calendar` goes with `every`: weekdays always follow the business calendar")
        if self.every is not None and self.at_least_after:
            raise ValueError("`at_least_after` goes with `on` and `at`")
        return self


class Severity(Reasoned):
    """One level: what it means, who must own it, what is promised, and who is told."""

    label: ButtonLabel
    name: ButtonLabel
    rank: Annotated[int, Field(ge=1)]
    emoji: Annotated[str, Field(pattern=r"^:[a-z0-9_+-]+:$")]
    means: Words
    example: Words
    calendar: CalendarKind
    starts_at_tier: Key
    owner_at_least: Annotated[tuple[Key, ...], Field(min_length=1)]
    calls_in_sponsor: bool = False
    customer_update: CustomerUpdate
    plan_step: StepClock
    snooze: Snooze
    waiting: CustomerUpdate
    deadline: Deadlines
    hand_over: Deadline
    second_eyes: Deadline | None = None
    afterwards: AfterResolution = AfterResolution()
    notify: tuple[Notify, ...] = ()


class Ask(Row):
    """A question to one person, and the button that answers it (Row Y9)."""

    button: ButtonLabel
    kind: AskKind
    words: Words


class Tier(Asking):
    """A level of the internal path: who, where, and what reaching it asks of one person (Row M3a)."""

    ask: Key
    within: Duration
    ladder: Key
    rank: Annotated[int, Field(ge=1)]
    label: ButtonLabel
    channel: Key
    roles: Annotated[tuple[Key, ...], Field(min_length=1)]
    next_person: tuple[Key, ...] = ()
    settles: Words
    goes_up_when: Words


class Role(Row):
    """A role that the team file fills, and who stands in when nobody of it can be reached (Row M3f)."""

    label: ButtonLabel
    fallback: Key | None = None


class Move(Row):
    """An allowed change of status, and the verbs that make it (Row M8a)."""

    from_: Annotated[tuple[Status, ...], Field(alias="from", min_length=1)]
    to: Status
    verb: Annotated[tuple[Key, ...], Field(min_length=1)]


class OwnerLevel(Asking):
    """What somebody of the wanted level is asked where the DRI is below it (Row M2d)."""

    ask: Key
    within: Duration
    ladder: Key
    hand_over_reason: Key


class Policy(Row):
    """A whole policy file."""

    name: Key
    about: Words
    borrow: Mapping[Key, tuple[str, ...]] = {}
    channel: Channels
    limits: Limits
    retention: Retention | None = None
    digest: Digest | None = None
    undo: Undo | None = None
    quiet: Quiet | None = None
    owner_level: OwnerLevel | None = None
    recovery: Recovery | None = None
    own_channel: OwnChannels | None = None
    sponsor: Sponsor | None = None
    call: Calls | None = None
    restricted: Restricted
    may: Annotated[tuple[May, ...], Field(min_length=1, max_length=50)]
    promise: Reasoned
    cover: Cover
    load: Load
    suggest_dri: tuple[SuggestDri, ...] = ()
    fact: Annotated[tuple[Fact, ...], Field(max_length=100)] = ()
    path_rule: Annotated[tuple[PathRule, ...], Field(max_length=100)] = ()
    watching: Watching | None = None
    phrase: Annotated[tuple[Phrase, ...], Field(max_length=100)] = ()
    watch: Annotated[tuple[Watch, ...], Field(max_length=100)] = ()
    heads_up: HeadsUps | None = None
    hand_over_reason: Annotated[tuple[HandOverReason, ...], Field(min_length=1, max_length=100)]
    plan_step: PlanSteps
    waiting: Waiting
    impact: Annotated[tuple[Impact, ...], Field(min_length=1, max_length=10)]
    trigger: Annotated[tuple[Trigger, ...], Field(min_length=1, max_length=100)]
    outcome: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=10)]
    root_cause: Annotated[tuple[RootCause, ...], Field(min_length=1, max_length=50)]
    post_mortem: PostMortem | None = None
    closing: Closing
    duplicates: Duplicates
    cause_type: Annotated[tuple[CauseType, ...], Field(min_length=1, max_length=10)]
    notes: Notes | None = None
    draft: Drafts | None = None
    second_eyes: SecondEyes | None = None
    send_to_customer: SendToCustomer | None = None
    voice: Voice | None = None
    hard_case: Annotated[tuple[HardCase, ...], Field(max_length=20)] = ()
    severity: Annotated[Mapping[Key, Severity], Field(min_length=1)]
    ask: Mapping[Key, Ask]
    tier: Annotated[Mapping[Key, Tier], Field(min_length=1)]
    role: Annotated[Mapping[Key, Role], Field(min_length=1)]
    ladder: Annotated[Mapping[Key, Ladder], Field(min_length=1)]
    move: Annotated[tuple[Move, ...], Field(min_length=1)]

    def severities(self) -> tuple[str, ...]:
        """Keys of the severities, the gravest first."""
        return tuple(sorted(self.severity, key=lambda key: self.severity[key].rank))

    def tiers(self) -> tuple[str, ...]:
        """Keys of the tiers, from the first line up."""
        return tuple(sorted(self.tier, key=lambda key: self.tier[key].rank))

    def last_role(self) -> str:
        """The role at the end of every fallback chain: the only one without a fallback."""
        return next(key for key, role in self.role.items() if role.fallback is None)

    def fallback_chain(self, role: str) -> tuple[str, ...]:
        """The role and whoever stands in for it, in order, ending at the last role."""
        chain = [role]
        while (following := self.role[chain[-1]].fallback) is not None:
            chain.append(following)
        return tuple(chain)
