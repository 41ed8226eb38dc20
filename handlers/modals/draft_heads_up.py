"""The form *Write to them*: a draft for one customer of a heads-up, to copy; sent, it says that they know. Row M10."""

from __future__ import annotations

from handlers.modals.fields import note, text
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.safe import escape, one_line
from services.lookups.heads_up import HeadsUpDraft

VERB = "draft_heads_up"


def build(found: HeadsUpDraft) -> View:
    """Nothing of another customer is in it."""
    words = form(VERB)
    blocks = [
        note("whom", words["whom"].format(customer=escape(one_line(found.customer)))),
        text(words, "subject", filled=found.words.subject, optional=True, longest=150),
        text(words, "words", filled=found.words.words, optional=True, multiline=True),
        note("then", words["then"]),
    ]
    return modal(VERB, words, blocks, about={"customer_id": found.customer_id})
