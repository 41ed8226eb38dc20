"""*Call it off*: it does not come; whoever has told customers of it is asked to tell them that. Row M10."""

from __future__ import annotations

from datetime import datetime

from models.outbox import Priority
from models.queries import heads_ups
from services.authorise import require_internal
from services.channels.places import dm
from services.heads_up.messages import show_all_of
from services.office import Office
from services.outbox import Saying, say_all
from services.refusal import Refused


def call_off_heads_up(office: Office, heads_up_id: int, *, by: str, now: datetime) -> None:
    """Nobody is asked any more. Raises Refused where it was called off before."""
    with office.database.write() as session:
        require_internal(session, by)
        heads_up = heads_ups.locked(session, heads_up_id)
        if heads_up is None:
            raise Refused("no_such_heads_up")
        if heads_up.called_off_at is not None:
            raise Refused("heads_up_called_off", by=heads_up.called_off_by)
        heads_up.called_off_at, heads_up.called_off_by = now, by
        said = []
        for owner in heads_ups.owners_of(session, heads_up.id):
            owner.next_at = None
            told = heads_ups.counted(session, owner_id=owner.id).told
            if told:
                said.append(
                    Saying(
                        f"heads_up_off:{owner.id}",
                        dm(owner.owner),
                        "heads_up_off",
                        context={
                            "by": by,
                            "kind": heads_up.kind.value,
                            "title": heads_up.title,
                            "told": told,
                        },
                        priority=Priority.URGENT,
                    )
                )
        say_all(session, said, now)
        show_all_of(session, heads_up)
