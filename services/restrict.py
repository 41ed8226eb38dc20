"""*Restrict*: from now on people read it by name, in a private channel; elsewhere one line. Row X17."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from models.queries import deadlines, sendings
from models.timeline import Event
from policy.because import Because
from policy.restricted import proposes_restricted
from policy.watch_rows import Watch
from services.authorise import is_internal
from services.change import Change, changing
from services.channels.customers import may_be_sent_to
from services.channels.moves import move_inside
from services.drafting.reviews import ask_again_inside
from services.office import Office
from services.outbox import drop_unsent
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class Restrict:
    """The form's content; `request_key` is its view id. `people` are named besides whoever has to do with it."""

    request_key: str
    escalation_id: int
    by: str
    reason: str
    people: tuple[str, ...] = ()


def restrict(office: Office, command: Restrict, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "restrict", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, reason = change.escalation, command.reason.strip()
        if escalation.over_for_good:
            change.require_live()
        if escalation.drill:
            raise Refused("drill_not_restricted", ref=escalation.ref)
        if escalation.restricted:
            raise Refused("restricted_already", ref=escalation.ref)
        refuse_all([] if reason else [Refused("restrict_reason_missing", field="reason")])
        _restrict(change, [command.by, *command.people], reason=reason)


def restrict_as_proposed(change: Change, changed: Collection[str]) -> None:
    """What became a breach or a legal matter by what was put on record just now is restricted by the policy's word."""
    escalation = change.escalation
    if {"impact", "trigger"} & set(changed):
        _restrict_for(change, escalation.impact, escalation.trigger, [change.by])


def restrict_as_joined(change: Change, watch: Watch) -> None:
    """What a customer says of a breach or of lawyers makes what they have open a matter for people by name."""
    _restrict_for(change, watch.impact, watch.trigger, [change.escalation.dri])


def _restrict_for(change: Change, impact: str, trigger: str | None, people: Iterable[str]) -> None:
    escalation = change.escalation
    if escalation.restricted or escalation.drill:
        return
    why = proposes_restricted(change.rules.policy, impact, trigger)
    if why is not None:
        _restrict(change, people, because=why)


def _keep_back(change: Change) -> None:
    """What was to go to the customer and has not left does not, unless the policy lets it; the DRI is told."""
    sending = sendings.on_its_way(change.session, change.escalation.id)
    if sending is not None and may_be_sent_to(change.session, change.escalation, change.rules.policy) is None:
        drop_unsent(change.session, sending.message_id)


def _restrict(
    change: Change, people: Iterable[str], *, reason: str | None = None, because: Because | None = None
) -> None:
    """Whoever was called in and not stood down is named as well."""
    session, escalation = change.session, change.escalation
    called = [told.user_id for told in deadlines.told_of(session, escalation.id) if not told.stood_down]
    named = dict.fromkeys([*people, *called])
    escalation.restricted = True
    escalation.named = [person for person in named if is_internal(session, person)]
    change.note(
        Event.RESTRICTED,
        reason=reason,
        because=because.row if because else None,
        because_sentence=because.sentence if because else None,
    )
    move_inside(session, escalation, change.rules, change.now)
    ask_again_inside(change)
    _keep_back(change)
    change.thread(
        f"restricted:{escalation.ref}:{escalation.version}",
        "escalation_restricted",
        reason=reason,
        because_sentence=because.sentence if because else None,
    )
