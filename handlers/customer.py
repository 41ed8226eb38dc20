"""Choosing the customer in the intake form: what is offered, and what the chosen one brings with it. Row X2."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.modals.customer import FIELD, option_of
from handlers.modals.fields import rows
from handlers.payload import Json
from handlers.people import ensure_colleague_of, require_colleague
from services.know_channel import know_channel
from services.lookups.accounts import (
    Chosen,
    account_of_channel,
    chosen_account,
    find_accounts,
    may_be_shared,
    unknown_colleagues,
)
from services.lookups.suggested_dri import Suggested
from services.refusal import Refused
from services.slack_port import SlackError

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


def account_that_shares(desk: Desk, channel_id: str) -> int | None:
    """The account that shares this channel with us; Slack is asked once what the channel is called."""
    if may_be_shared(desk.office, channel_id):
        asked_at = time.time()
        try:
            know_channel(desk.office, desk.slack.channel_info(channel_id), seen_at=asked_at)
        except SlackError as error:
            log.info("Slack could not say what a channel is called: %s", error)
    return account_of_channel(desk.office, channel_id)


def chosen_in(desk: Desk, typed: Mapping[str, Any], *, raiser: str) -> Chosen | None:
    """The account that was chosen, with whoever looks after it looked up in Slack."""
    account_id = int(typed.get(FIELD) or 0)
    if not account_id:
        return None
    for email in unknown_colleagues(desk.office, account_id):
        ensure_colleague_of(desk, email)
    return chosen_account(desk.office, account_id, raiser=raiser, now=desk.clock())


def with_suggestions(
    typed: Mapping[str, Any],
    about: Mapping[str, Any],
    chosen: Chosen | None,
    suggested: Suggested | None,
    *,
    raiser: str,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is typed and carried by what is chosen so far: DRI and the customer's contact, where nobody chose others.

    `about` carries what was suggested before, by which it is known what a person chose.
    """
    before: Mapping[str, Any] = about.get("suggested") or {"dri": raiser, "contact": None}
    now = {
        "dri": suggested.dri if suggested else raiser,
        "contact": chosen.contact if chosen else None,
    }
    theirs = {name: value for name, value in now.items() if typed.get(name) in (None, before[name])}
    return {**typed, **theirs}, {**about, "suggested": now}
