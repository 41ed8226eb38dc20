"""The form *Add a note*: the words, and for a message's shortcut to which escalation. Row X12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, Option, menu, note, text
from handlers.modals.view import View, modal
from message_templates import form, limits
from message_templates.fit import fit
from message_templates.markup import cut, link
from services.add_note import AddNote, FromMessage
from services.lookups.places import Offered
from services.refusal import Refused

VERB = "add_note"


def build(escalation_id: int) -> View:
    """For an escalation that is known."""
    words = form(VERB)
    blocks = [text(words, "words", multiline=True)]
    return modal(VERB, words, blocks, about={"escalation_id": escalation_id})


def build_from_message(offered: Offered, said: str, message: FromMessage) -> View:
    """With a message's words, to be added to one of those that are open."""
    words = form(VERB)
    options = [Option(str(key), cut(label, limits.BUTTON)) for key, label in offered.choices]
    blocks: list[Block] = [
        menu(words, "escalation", options, chosen=str(offered.likely) if offered.likely else None),
        text(words, "words", filled=said, multiline=True),
    ]
    if message.permalink is not None:
        address = link(message.permalink, words["message"])
        blocks.append(note("from_message", words["from_message"].format(message=address)))
    if offered.total > len(offered.choices):
        some = words["some"].format(shown=len(offered.choices), total=offered.total)
        blocks.append(note("some", fit(some, limits.CONTEXT)))
    about = {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "permalink": message.permalink,
    }
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> AddNote:
    """What the form says. Raises Refused where no escalation was chosen."""
    escalation_id = about.get("escalation_id") or typed.get("escalation")
    if not escalation_id:
        raise Refused("note_escalation_missing", field="escalation")
    message = None
    if "ts" in about:
        message = FromMessage(about["channel"], about["ts"], about["author"], about["permalink"])
    return AddNote(request_key, int(escalation_id), by, typed.get("words") or "", message)
