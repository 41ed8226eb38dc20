"""A form whose words somebody else reads first: who would, then the question, with all that was typed kept. Row Y6."""

from __future__ import annotations

from typing import Any

from handlers.answers import window_of
from handlers.desk import Desk
from handlers.modals.second_eyes import ASK, EYES, kept_of, wants_reader
from handlers.modals.view import typed_in
from handlers.payload import Form
from message_templates import sentence
from services.ask_second_eyes import AskSecondEyes, ask_second_eyes
from services.drafting.second_eyes import SecondEyesWanted
from services.lookups.people import names_of
from services.record import unix, unix_or_none


def instead_of_sending(desk: Desk, form: Form, wanted: SecondEyesWanted) -> dict[str, Any]:
    """The form with the choice or, where it was chosen, a window that says who is asked. Raises Refused."""
    typed = typed_in(form.view)
    if typed.get(EYES) != ASK:
        view = wants_reader(form.view, wanted, names_of(desk.office, [wanted.reader]))
        return {"response_action": "update", "view": view}
    command = AskSecondEyes(
        form.request_key,
        form.escalation_id,
        form.user,
        form.verb,
        wanted.kind,
        wanted.words,
        kept_of(typed, form.about),
    )
    asked = ask_second_eyes(desk.office, command, desk.clock())
    said = sentence(
        "second_eyes_asked",
        names=names_of(desk.office, [asked.reader]),
        reader=asked.reader,
        answer_by=unix(asked.answer_by),
        promise_due=unix_or_none(wanted.promise_due),
    )
    return {"response_action": "update", "view": window_of(said)}
