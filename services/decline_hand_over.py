"""*I cannot*: whoever was asked to take over says why; the DRI stays, and whoever asked names somebody else. Row Y7."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.hand_over import HandOverEnd
from models.timeline import HEARD, Event
from services.ask_to_take_over import end_hand_over, pass_on
from services.change import changing
from services.channels.places import person_or_author
from services.lookups.people import open_question, require_asked
from services.office import Office
from services.refusal import Refused


@dataclass(frozen=True)
class DeclineHandOver:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    deadline_id: int
    by: str
    why: str


def decline_hand_over(office: Office, command: DeclineHandOver, now: datetime) -> None:
    """Raises Refused where somebody else was asked, it is answered already, or no reason is given."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "decline_hand_over", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        asked = open_question(change.session, change.escalation, command.deadline_id)
        require_asked(change.escalation, asked, command.by)
        why = command.why.strip()
        if not why:
            raise Refused("decline_reason_missing", field="why")
        end_hand_over(change, asked, HandOverEnd.DECLINED, end_reason=why)
        change.note(Event.HAND_OVER_DECLINED, person=asked.to_person, why=why)
        if asked.proposed_by == HEARD:
            pass_on(change, asked)
            return
        change.thread(
            f"hand_over_declined:{change.escalation.ref}:{asked.id}",
            "hand_over_declined",
            person=person_or_author(change.escalation, asked.proposed_by),
            declined_by=asked.to_person,
            why=why,
        )
