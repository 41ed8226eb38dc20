"""The form *Correct*: what the customer was really told, how, to whom and when. Row X7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, Option, menu, moment, note, text
from handlers.modals.tell_customer import channels
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.correct_update import CorrectUpdate
from services.lookups.contact import Contact
from services.record import unix, unix_or_none
from services.tell_customer import Told

VERB = "correct_update"


def build(contact: Contact) -> View:
    """As it stands. The next time is asked for while it is still owed because of these words."""
    words = form(VERB)
    blocks: list[Block] = [
        text(words, "words", filled=contact.words, multiline=True),
        menu(words, "channel", channels(words), chosen=contact.channel),
        text(words, "recipients", filled=contact.recipients, longest=300),
        moment(words, "told_at", chosen=contact.told_at),
    ]
    if contact.next_update_at is not None:
        reasons = [Option(label, label) for label in words["later_reason"]["options"].values()]
        blocks += [
            moment(words, "next_update_at", chosen=contact.next_update_at, optional=True),
            menu(words, "later_reason", reasons, optional=True),
        ]
    blocks.append(note("kept", words["kept"]))
    about = {
        "escalation_id": contact.escalation_id,
        "contact_id": contact.contact_id,
        "told_at": unix(contact.told_at),
        "next_update_at": unix_or_none(contact.next_update_at),
    }
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> CorrectUpdate:
    """What the form says. A next time that was left as shown stays the promise that it is."""
    next_at = moment_typed(typed.get("next_update_at"), about["next_update_at"])
    as_shown = next_at is not None and unix(next_at) == about["next_update_at"]
    told = Told(
        words=typed.get("words") or "",
        channel=typed.get("channel") or "",
        recipients=typed.get("recipients") or "",
        told_at=moment_typed(typed.get("told_at"), about["told_at"]),
        next_update_at=None if as_shown else next_at,
        later_reason=typed.get("later_reason"),
    )
    return CorrectUpdate(request_key, about["escalation_id"], by, about["contact_id"], told)
