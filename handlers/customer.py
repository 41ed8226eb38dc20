"""Choosing the customer in the intake form: what is offered, and what the chosen one brings with it. Row X2."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.modals.customer import FIELD, option_of
from handlers.modals.fields import rows
from handlers.payload import Json
from handlers.people import ensure_colleague_of, require_colleague
from services.lookups.accounts import Chosen, chosen_account, find_accounts, unknown_colleagues
from services.refusal import Refused

log = logging.getLogger(__name__)


def on_options(desk: Desk, body: Json) -> list[dict[str, Any]]:
    """What a menu offers for what somebody types. Never raises: a form goes on without."""
    if body.get("action_id") != FIELD:
        return []
    try:
        require_colleague(desk, body["user"]["id"])
        return rows(map(option_of, find_accounts(desk.office, body.get("value") or "")))
    except Refused:
        return []
    except Exception:  # the outermost door
        unforeseen("press", FIELD)
        return []


def chosen_in(desk: Desk, typed: Mapping[str, Any], *, raiser: str) -> Chosen | None:
    """The account that was chosen, with whoever looks after it looked up in Slack."""
    account_id = int(typed.get(FIELD) or 0)
    if not account_id:
        return None
    for email in unknown_colleagues(desk.office, account_id):
        ensure_colleague_of(desk, email)
    return chosen_account(desk.office, account_id, raiser=raiser, now=desk.clock())


def with_suggestions(
    typed: Mapping[str, Any], about: Mapping[str, Any], chosen: Chosen | None, *, raiser: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is typed and carried once this customer is chosen: its DRI and contact, where nobody chose others.

    `about` carries what was suggested before, by which it is known what a person chose.
    """
    before: Mapping[str, Any] = about.get("suggested") or {"dri": raiser, "contact": None}
    now = {
        "dri": chosen.dri if chosen and chosen.dri else raiser,
        "contact": chosen.contact if chosen else None,
    }
    theirs = {name: value for name, value in now.items() if typed.get(name) in (None, before[name])}
    return {**typed, **theirs}, {**about, "suggested": now}
