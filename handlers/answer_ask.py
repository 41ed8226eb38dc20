"""The button that answers an ask: one click where a yes is enough, else a small form. Row Y9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.answer_ask import FIELD_OF_NAMED, build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from policy.kinds import AskKind
from services.answer_ask import answer_ask
from services.lookups.escalations import ask_to_answer


def pressed(desk: Desk, press: Press) -> None:
    """Answer it, or open the form. Raises Refused where it was answered before; SlackError."""
    ask = ask_to_answer(
        desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=desk.clock()
    )
    if ask.kind != AskKind.CONFIRM:
        desk.slack.views_open(press.trigger_id, build(ask))
        return
    answer_ask(
        desk.office,
        ask.escalation_id,
        ask.deadline_id,
        by=press.user,
        answer=ask.button or ask.asked,
        named=None,
        now=desk.clock(),
    )


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    said = parse(typed_in(form.view), form.about, by=form.user)
    if said.named is not None:
        field = FIELD_OF_NAMED.get(said.kind, "named")
        require_colleagues(desk, [said.named], field=field)
    answer_ask(
        desk.office,
        said.escalation_id,
        said.deadline_id,
        by=form.user,
        answer=said.answer,
        named=said.named,
        now=desk.clock(),
    )
