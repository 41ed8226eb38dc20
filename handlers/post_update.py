"""The button *Post update* and its form. Rows D4, Y1."""

from __future__ import annotations

import json
from typing import Any

from handlers.desk import Desk
from handlers.modals.post_update import build, parse
from handlers.modals.view import View, again_with, typed_in
from handlers.payload import Form, Press
from message_templates import sentence
from services.lookups.escalations import form_start
from services.post_update import post_update
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form; from a nudge that was settled meanwhile it says so. Raises Refused; SlackError."""
    desk.slack.views_open(press.trigger_id, _form(desk, press))


def form_of(desk: Desk, press: Press) -> View:
    """The form as it starts now. Raises Refused."""
    return _form(desk, press, about_a_promise=False)


def still_working(desk: Desk, press: Press) -> None:
    """The same form with a sentence in it, for when there is nothing new. Row D4."""
    desk.slack.views_open(press.trigger_id, _form(desk, press, still_working=True))


def _form(desk: Desk, press: Press, *, still_working: bool = False, about_a_promise: bool = True) -> View:
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if not start.live and start.seen_deadline is None:
        raise Refused("over_meanwhile", ref=start.ref)
    overtaken = about_a_promise and press.deadline_id not in (None, start.seen_deadline)
    notice = sentence("updated_meanwhile", ref=start.ref) if overtaken else None
    return build(start, now, notice, still_working=still_working)


def submitted(desk: Desk, form: Form) -> dict[str, Any] | None:
    """Raises Refused and RefusedFields. Where somebody was first, the form says so and can be sent again."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    now = desk.clock()
    try:
        post_update(desk.office, command, now)
    except Refused as refused:
        if refused.key != "update_overtaken":
            raise
        start = form_start(desk.office, form.escalation_id, by=form.user, now=now)
        view = again_with(form.view, refused.sentence)
        view["private_metadata"] = json.dumps({**form.about, "seen_deadline": start.seen_deadline})
        return {"response_action": "update", "view": view}
    return None
