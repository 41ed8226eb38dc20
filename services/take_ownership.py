"""Somebody answered that they, or somebody else, had better own it: it changes hands from there. Rows M2d, M11a."""

from __future__ import annotations

from models.hand_over import HandOverEnd
from models.queries import hand_overs
from services.ask_to_take_over import ask_to_take_over, end_hand_over
from services.authorise import unfit_dri
from services.change import Change
from services.change_dri import change_dri
from services.lookups.people import require_nobody_asked
from services.refusal import Refused

FIELD = "named_owner"


def take_ownership(change: Change, to: str) -> None:
    """Whoever says so of themselves owns it from now on; somebody else is asked, and the DRI stays until they accept.

    Raises Refused, with nothing kept, for whoever cannot own it and where somebody is being asked already.
    """
    row = change.rules.policy.owner_level
    if row is None or to == change.escalation.dri:
        return
    unfit: Refused | None = unfit_dri(change.session, to, FIELD)
    if unfit is not None:
        raise unfit
    require_nobody_asked(hand_overs.open_of(change.session, change.escalation.id))
    asked = ask_to_take_over(change, to, reason=row.hand_over_reason)
    if to == change.by:
        end_hand_over(change, asked, HandOverEnd.ACCEPTED)
        change_dri(change, asked)
