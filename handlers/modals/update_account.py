"""The form *One update for all*: told once, recorded with every open escalation of the customer. Row Y5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Block, Option, menu, moment, note, text
from handlers.modals.flagged import anyway_of
from handlers.modals.tell_customer import channels
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.markup import cut
from message_templates.safe import escape, one_line
from services.lookups.combined_updates import AccountUpdateStart
from services.record import unix
from services.tell_customer import Told
from services.update_account import UpdateAccount

VERB = "update_account"
SHOWN = 15


def build(start: AccountUpdateStart, now: datetime) -> View:
    """It says of which it is the update, and which are left as they are."""
    words = form(VERB)
    told = [
        words["one"].format(
            ref=one.ref, severity=one.severity, problem=escape(cut(one_line(one.problem), 80))
        )
        for one in start.told[:SHOWN]
    ]
    left = [words["left"].format(ref=ref, dri=dri) for ref, dri in start.left_out[:SHOWN]]
    reasons = [Option(label, label) for label in words["later_reason"]["options"].values()]
    blocks: list[Block] = [
        note("of_these", words["of_these"].format(customer=escape(one_line(start.customer))), *told, *left),
        text(words, "words", multiline=True),
        menu(words, "channel", channels(words), chosen=start.channel),
        text(words, "recipients", filled=start.recipients, longest=300),
        moment(words, "told_at", chosen=now, optional=True),
        moment(words, "next_update_at", optional=True),
        menu(words, "later_reason", reasons, optional=True),
    ]
    return modal(VERB, words, blocks, about={"account_id": start.account_id, "told_at": unix(now)})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> UpdateAccount:
    """What the form says. Where no next time was given, each promises its own by its cadence."""
    told = Told(
        words=typed.get("words") or "",
        channel=typed.get("channel") or "",
        recipients=typed.get("recipients") or "",
        told_at=moment_typed(typed.get("told_at"), about["told_at"]),
        next_update_at=moment_typed(typed.get("next_update_at")),
        later_reason=typed.get("later_reason"),
        anyway=anyway_of(typed, about),
    )
    return UpdateAccount(request_key, about["account_id"], by, told)
