"""To which escalation a message belongs, and which it could be added to. Reads only; plain values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import places
from models.queries.own_channels import lives_in
from models.workspace import Workspace
from services.authorise import require_internal
from services.office import Office
from services.readers import Reader
from services.wording.labels import severity_label

OFFERED = 100
"""Options that Slack takes in one menu."""


@dataclass(frozen=True)
class Offered:
    """Escalations to choose from, as id and label, the likeliest first; `likely` is the one that the message is about.

    A label names no more than anybody may read: reference, severity, customer.
    """

    choices: tuple[tuple[int, str], ...]
    total: int
    likely: int | None


def offered_for(office: Office, channel: str, thread_ts: str | None, *, by: str) -> Offered:
    """What is open and may be read by whoever asks. Raises Refused for outsiders."""
    rules = office.rulebook.current
    policy, reader = rules.policy, Reader(by, rules)
    with office.database.read() as session:
        require_internal(session, by)
        found, total = places.live_latest(session, channel, OFFERED, reader.readable)
        likely = _about(session, channel, thread_ts)
        if likely is not None and not reader.may_read(likely):
            likely = None
        first = [likely] if likely is not None and likely.live and not likely.drill else []
        rows = [*first, *(row for row in found if row not in first)][:OFFERED]
        labels = [f"{row.ref} · {severity_label(policy, row.severity)} · {row.customer}" for row in rows]
        ids = [row.id for row in rows]
        return Offered(tuple(zip(ids, labels, strict=True)), total, ids[0] if first else None)


def may_hold(office: Office, channel: str) -> bool:
    """Whether escalations are spoken of in this channel at all."""
    with office.database.read() as session:
        return places.has_cards(session, channel)


def belongs_to(office: Office, channel: str, thread_ts: str | None) -> int | None:
    """The escalation in whose thread, or in whose own channel, a message stands; None where it stands in none."""
    with office.database.read() as session:
        found = _about(session, channel, thread_ts)
        return found.id if found is not None else None


def is_ours(office: Office, user: str | None) -> bool:
    """Whether this is our own bot: what it says is on record already."""
    with office.database.read() as session:
        workspace = session.get(Workspace, 1)
        return workspace is not None and user is not None and user == workspace.bot_user_id


def _about(session: Session, channel: str, thread_ts: str | None) -> Escalation | None:
    headed = places.headed_by(session, channel, thread_ts) if thread_ts else None
    return headed or lives_in(session, channel)
