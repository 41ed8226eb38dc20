"""*Same cause as others*: what several customers suffer from has one name, by which their escalations are linked. Y5.

How many customers it hits is a fact of the path rules: each escalation that is linked already hears of the new one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.queries import common_causes
from models.timeline import Event
from services.change import Change, changing, changing_by_itself
from services.office import Office
from services.readers import Reader
from services.refusal import Refused, refuse_all

LONGEST = 80
"""Characters of a cause's name."""


@dataclass(frozen=True)
class LinkCause:
    """The form's content; `request_key` is its view id. A `name` of None: it is no such cause after all."""

    request_key: str
    escalation_id: int
    by: str
    name: str | None


def key_of(name: str) -> str:
    """What makes two names the same."""
    return " ".join(name.split()).casefold()


def link_cause(office: Office, command: LinkCause, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "link_cause", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        change.require_live()
        if command.name is None:
            _unlink(change)
        else:
            _link(change, " ".join(command.name.split()))
        key = change.escalation.common_cause_key
    if key is not None:
        _tell_others(office, command.escalation_id, key, now)


def _unlink(change: Change) -> None:
    escalation = change.escalation
    if escalation.common_cause is None:
        raise Refused("cause_not_linked", ref=escalation.ref)
    name, escalation.common_cause, escalation.common_cause_key = escalation.common_cause, None, None
    change.note(Event.CAUSE_UNLINKED, cause_name=name)


def _link(change: Change, name: str) -> None:
    escalation, session = change.escalation, change.session
    refuse_all([] if name else [Refused("cause_missing", field="name")])
    refuse_all([] if len(name) <= LONGEST else [Refused("cause_too_long", field="name", limit=LONGEST)])
    key = key_of(name)
    if escalation.common_cause_key == key:
        raise Refused("cause_linked_already", field="name", ref=escalation.ref, name=name)
    if escalation.drill:
        raise Refused("drill_has_no_cause", ref=escalation.ref)
    others = common_causes.linked(session, key)
    readable = [one for one in others if not one.restricted]
    if escalation.restricted and not readable:  # the name is read by everybody
        raise Refused("cause_named_elsewhere", field="name", ref=escalation.ref)
    escalation.common_cause = others[0].common_cause if others else name
    escalation.common_cause_key = key
    session.flush()
    customers = common_causes.customers_affected(session, escalation.id)
    said = {"cause_name": escalation.common_cause, "customers": customers}
    change.note(Event.CAUSE_LINKED, **said)
    change.thread(f"cause:{escalation.ref}:{escalation.version}", "cause_linked", **said)


def _tell_others(office: Office, linked_id: int, key: str, now: datetime) -> None:
    """Each in a transaction of its own: what the path makes of it now is decided there."""
    with office.database.read() as session:
        others = [one.id for one in common_causes.linked(session, key) if one.id != linked_id]
    for other in others:
        with changing_by_itself(office, other, office.rulebook.current, now) as change:
            if change.escalation.live and change.escalation.common_cause_key == key:
                customers = common_causes.customers_affected(change.session, other)
                change.note(
                    Event.CAUSE_SPREAD, cause_name=change.escalation.common_cause, customers=customers
                )


def known_causes(office: Office, *, by: str) -> list[str]:
    """Names of what open escalations are linked to that they may read, the latest first."""
    reader = Reader(by, office.rulebook.current)
    with office.database.read() as session:
        return common_causes.names(session, reader.readable)
