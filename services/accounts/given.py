"""What another system or a file says of an account: its shape, and what is wrong with it, all at once. Row X2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from policy.durations import parse_duration
from policy.team import Zone

_DOMAIN = re.compile(r"(?=.{3,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def is_domain(text: str) -> bool:
    """Whether it is written as an e-mail domain is: acme.com."""
    return _DOMAIN.fullmatch(text.lower()) is not None


def _domain(text: str) -> str:
    if not is_domain(text):
        raise ValueError(f'"{text[:60]}" is no domain: write one like acme.com')
    return text.lower()


def _email(text: str) -> str:
    if _EMAIL.fullmatch(text) is None:
        raise ValueError(f'"{text[:60]}" is no e-mail address')
    return text.lower()


def _span(text: str) -> str:
    parse_duration(text)
    return text


def _bare(value: Any) -> Any:
    return value.strip().removeprefix("#") if isinstance(value, str) else value


Line = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_bare)]
Short = Annotated[str, Field(min_length=1, max_length=80), BeforeValidator(_bare)]
Domain = Annotated[str, BeforeValidator(_bare), AfterValidator(_domain)]
Email = Annotated[str, Field(max_length=255), BeforeValidator(_bare), AfterValidator(_email)]
Whole = Annotated[int, Field(ge=0, le=10**15)]
Score = Annotated[int, Field(ge=0, le=100)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactGiven(_Given):
    """Somebody at the customer."""

    name: Line
    email: Email | None = None
    role: Short | None = None
    preferred: Short | None = None


class AccountGiven(_Given):
    """What is said of one account. What is left out stays as it is known; nothing is cleared by leaving it out.

    `account` is its external id, or its domain.
    """

    account: Line
    name: Line | None = None
    domain: Domain | None = None
    segment: Short | None = None
    arr: Whole | None = None
    health: Score | None = None
    renewal_on: date | None = None
    timezone: Zone | None = None
    csm: Email | None = None
    executive_sponsor: Email | None = None
    named: bool | None = None
    top: bool | None = None
    next_qbr_on: date | None = None
    checkin_every: Annotated[str, AfterValidator(_span)] | None = None
    slack_channel: Short | None = None
    contacts: tuple[ContactGiven, ...] | None = None

    @property
    def external_id(self) -> str | None:
        """What the CRM calls it; None where the account is named by its domain."""
        return None if is_domain(self.account) else self.account

    @property
    def known_domain(self) -> str | None:
        """Its domain, said either way."""
        return self.domain or (self.account.lower() if is_domain(self.account) else None)

    def facts(self) -> dict[str, Any]:
        """Field → value, for every field of an account that something is said of."""
        said = self.model_dump(exclude={"account", "contacts", "domain"}, exclude_none=True)
        return said | {
            name: value
            for name, value in (("external_id", self.external_id), ("domain", self.known_domain))
            if value is not None
        }


def given_or_faults(data: Mapping[str, Any]) -> AccountGiven | list[str]:
    """The account, or a line for each thing that is wrong with it, beginning with the field's name."""
    try:
        return AccountGiven.model_validate(dict(data))
    except ValidationError as error:
        return lines_of(error)


def lines_of(error: ValidationError) -> list[str]:
    """A line for each fault. What was sent is not repeated, but for a short word that shows what is meant."""
    lines = []
    for fault in error.errors(include_url=False):
        where = ".".join(str(part) for part in fault["loc"])
        words = {"missing": "is missing", "extra_forbidden": "is no field of this"}.get(
            fault["type"], fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
        )
        lines.append(f"{where}: {words}" if where else words)
    return lines
