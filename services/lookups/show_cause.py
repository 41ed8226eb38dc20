"""One cause that hits several customers, at a glance: what is open because of it. Row Y5."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.queries import common_causes, deadlines, escalations
from services.authorise import require_internal
from services.change import is_theirs
from services.link_cause import key_of
from services.lookups.escalations import LIST_LENGTH, rows_of
from services.office import Office
from services.readers import Reader


def show_cause(office: Office, name: str, *, by: str, now: datetime) -> dict[str, Any] | None:
    """The `cause` message; None where nothing that they may read is linked to it. Raises Refused for outsiders.

    Of what they may not read it says only that there is one.
    """
    rules, key = office.rulebook.current, key_of(name)
    with office.database.read() as session:
        require_internal(session, by)
        reader = Reader(by, rules)
        found = common_causes.linked(session, key) if key else ()
        if not any(map(reader.may_read, found)):
            return None
        live, total = escalations.counted(
            session, escalations.live(*common_causes.of_cause(key)), LIST_LENGTH
        )
        promised = deadlines.open_of_many(session, [one.id for one in live])
        offered = next((one for one in found if is_theirs(session, one, "post_update", by, rules, now)), None)
        return {
            "cause_name": found[0].common_cause,
            "customers": common_causes.customers_affected(session, found[0].id),
            "rows": rows_of(session, live, promised, reader, now),
            "shown": len(live),
            "total": total,
            "offer": offered.id if offered else None,
        }
