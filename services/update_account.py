"""*One update for all*: told once, it is the update of every open escalation of an account. Row Y5.

Each keeps its own record of it and promises its own next one; what is not theirs to update is left as it is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.account import Account
from models.queries import accounts
from services import once
from services.change import changing_several
from services.drafting.second_eyes import SecondEyesWanted
from services.office import Office
from services.post_update import tell_update
from services.refusal import Refused
from services.tell_customer import Told


@dataclass(frozen=True)
class UpdateAccount:
    """The form's content; `request_key` is its view id."""

    request_key: str
    account_id: int
    by: str
    told: Told


def update_account(office: Office, command: UpdateAccount, now: datetime) -> tuple[str, ...]:
    """References of what was updated; none where this very form was sent before.

    Raises Refused where nothing is open or theirs, RefusedFields and Flagged, with nothing kept.
    """
    with office.database.read() as session:
        account = session.get(Account, command.account_id)
        open_now = accounts.live_of(session, account) if account else ()
        ids = [one.id for one in open_now]
    if not ids:
        raise Refused("nothing_open_of_account")
    # The words belong to several: what makes a repeat harmless is kept without them.
    request = (command.request_key, {"told": once.digest_of(asdict(command.told))})
    with changing_several(office, ids, "post_update", by=command.by, now=now, request=request) as several:
        live = [change for change in several.changes if change.escalation.live]
        refs = tuple(change.escalation.ref for change in live)
        for change in live:
            try:
                tell_update(change, command.told, together=refs)
            except SecondEyesWanted as wanted:  # asked of each by itself: the answer is about one escalation
                raise Refused("together_wants_reader", field="words") from wanted
        return refs
