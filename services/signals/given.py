"""The shape of each kind of signal, and what is wrong with one, all at once. Row M4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from services.accounts.given import AccountGiven, Line, Score, Short

CLOCKS_APART = timedelta(minutes=5)
"""How far a sender's clock may be ahead of ours."""

Words = Annotated[str, Field(max_length=200_000)]
Address = Annotated[str, Field(max_length=2_000, pattern=r"^https?://\S+$")]


def _written(value: Any) -> Any:
    """An instant is written, with its zone: a number could be seconds or milliseconds."""
    if not isinstance(value, str):
        raise ValueError("write it as RFC 3339 says, with a zone: 2026-11-23T10:00:00Z")
    return value


def _of_our_time(value: datetime) -> datetime:
    """What no database and no calendar could reckon with is a slip."""
    if not 2000 <= value.year <= 2200:
        raise ValueError("lies in no year that this could be about")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_of_our_time)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    account: Line


class TicketCreated(_Data):
    """A ticket of the customer's; `issue` is what makes two tickets the same."""

    ticket_id: Short
    issue: Line
    subject: Line
    body: Words = ""
    url: Address | None = None


class HealthChanged(_Data):
    """The account's health score, 0 to 100, and what it was at an earlier moment."""

    score: Score
    previous: Score | None = None
    previous_at: Instant | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.previous is None) != (self.previous_at is None):
            raise ValueError("`previous` and `previous_at` go together")
        return self


class SocialMentioned(_Data):
    """Somebody spoke of us, or of their trouble with us, in public."""

    text: Annotated[Words, Field(min_length=1)]
    url: Address | None = None
    author: Line | None = None


class EmailReceived(_Data):
    """A mail of the customer's, and the role of whoever wrote and of whoever got it."""

    sender: Annotated[Line, Field(alias="from")]
    from_role: Literal["executive", "champion", "user"]
    to_role: Short
    subject: Line
    body: Words = ""


KINDS: Mapping[str, type[BaseModel]] = {
    "ticket.created": TicketCreated,
    "health.changed": HealthChanged,
    "social.mentioned": SocialMentioned,
    "email.received": EmailReceived,
    "account.updated": AccountGiven,
}


class _Envelope(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    timestamp: Instant
    data: dict[str, Any]


@dataclass(frozen=True)
class Given:
    """A signal that is as it should be; `about` is one of KINDS' shapes."""

    type: str
    timestamp: datetime
    about: BaseModel

    @property
    def account(self) -> str:
        """What the sender calls the account: its external id, or its domain."""
        return str(self.about.account)  # type: ignore[attr-defined]  # each shape has it


@dataclass(frozen=True)
class Faults:
    """A line for each thing that is wrong. `only_unknown`: it is well formed, and nobody here knows what it names."""

    lines: tuple[str, ...]
    only_unknown: bool


def signal_or_faults(raw: Any, now: datetime) -> Given | Faults:
    """The signal, or everything that is wrong with it."""
    if not isinstance(raw, dict):
        return Faults(
            ('a signal is an object: {"type": …, "timestamp": …, "data": {…}}',), only_unknown=False
        )
    faults = [*_unkeepable(raw), *_faults_of(_Envelope, raw, "")]
    kind = KINDS.get(raw["type"]) if isinstance(raw.get("type"), str) else None
    if kind is None and isinstance(raw.get("type"), str):
        faults.append((f"type: there is no such type; there is: {', '.join(KINDS)}", True))
    if kind is not None and isinstance(raw.get("data"), dict):
        faults += _faults_of(kind, raw["data"], "data.")
    if faults:
        lines = tuple(dict.fromkeys(line for line, _ in faults))
        return Faults(lines, all(unknown for _, unknown in faults))
    envelope = _Envelope.model_validate(raw)
    assert kind is not None
    given = Given(envelope.type, envelope.timestamp, kind.model_validate(envelope.data))
    late = tuple(_out_of_order(given, now))
    return Faults(late, only_unknown=False) if late else given


def _out_of_order(given: Given, now: datetime) -> Iterator[str]:
    if given.timestamp > now + CLOCKS_APART:
        yield "timestamp: lies ahead: when did it happen?"
    earlier = given.about.previous_at if isinstance(given.about, HealthChanged) else None
    if earlier is not None and earlier >= given.timestamp:
        yield "data.previous_at: is not before the timestamp"


def _faults_of(shape: type[BaseModel], raw: Mapping[str, Any], within: str) -> Iterator[tuple[str, bool]]:
    """Each fault as a line that begins with the field, and whether it is that nobody knows the field."""
    try:
        shape.model_validate(dict(raw))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            where = within + ".".join(str(part) for part in fault["loc"])
            unknown = fault["type"] == "extra_forbidden"
            words = {"missing": "is missing", "extra_forbidden": "is no field of this"}.get(
                fault["type"], fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
            )
            yield f"{where.rstrip('.')}: {words}", unknown


def _unkeepable(value: Any, where: str = "") -> Iterator[tuple[str, bool]]:
    """Text that no database keeps: a NUL, half of a surrogate pair."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            yield f"{where}: holds a character that is none", False
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unkeepable(key, where or "a name")
            yield from _unkeepable(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unkeepable(inner, f"{where}[{number}]")
