"""*Merge*: it is the same as another escalation of the customer, where it goes on. Rows M8a, X7, X3."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import Escalation
from models.outbox import Priority
from models.timeline import Event
from models.waiting import WaitEnd
from policy.lifecycle import after
from services import waiting
from services.accounts.of_customer import same_customer
from services.afterwards import stand_down_all
from services.change import Change, changing
from services.channels import archive as archive_channel
from services.office import Office
from services.outbox import say
from services.record import note
from services.refusal import Refused, refuse_all
from services.stand_down import stand_down


@dataclass(frozen=True)
class Merge:
    """The form's content; `request_key` is its view id. `into` is the escalation that stays."""

    request_key: str
    escalation_id: int
    by: str
    into: int
    reason: str


def merge(office: Office, command: Merge, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept.

    What was told and noted stays where it was recorded; from now on there is one place to go on.
    """
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "merge", by=command.by, now=now, request=request, other_id=command.into
    ) as change:
        if change.repeated:
            return
        escalation, reason = change.escalation, command.reason.strip()
        next_status = after(change.rules.policy, escalation.status, "merge")
        if next_status is None:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        stays = _what_stays(change)
        refuse_all([] if reason else [Refused("merge_reason_missing", field="reason")])
        escalation.status = next_status
        escalation.ended_at = now
        escalation.merged_into = stays.id
        waiting.end(change, WaitEnd.OVER)
        stand_down_all(change)
        archive_channel.plan(change)
        change.note(Event.MERGED, into=stays.ref, reason=reason)
        note(
            change.session, stays, Event.MERGED_IN, actor=command.by, now=now, merged=escalation.ref,
            problem=escalation.problem, reason=reason,
        )  # fmt: skip
        facts = {"reason": reason, "into": stays.ref, "merged": escalation.ref}
        change.thread(f"merged:{escalation.ref}", "escalation_merged", dri=stays.dri, **facts)
        say(
            change.session,
            f"merged_in:{stays.ref}:{escalation.ref}",
            lane=stays.home_channel,
            thread_of=stays.card_id,
            template="merged_in",
            now=now,
            escalation=stays,
            context={
                "by": command.by,
                "problem": escalation.problem,
                "raiser": escalation.raised_by,
                **facts,
            },
            priority=Priority.ROUTINE,
        )
        stand_down(change, why="merged")


def _what_stays(change: Change) -> Escalation:
    """The other one; raises Refused where it cannot take this one in."""
    escalation, other = change.escalation, change.other
    if other is None or other.id == escalation.id:
        raise Refused("merge_target_missing", field="into")
    if not same_customer(other, escalation) or other.drill != escalation.drill:
        raise Refused("merge_other_customer", field="into", ref=other.ref)
    if escalation.restricted and not other.restricted:
        raise Refused("merge_into_open", field="into", ref=escalation.ref, into=other.ref)
    if not other.live:
        raise Refused("merge_target_over", field="into", ref=other.ref, status=other.status.value)
    return other
