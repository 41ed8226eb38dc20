"""`/escalate heads-up`, its form, and calling it off. Row M10."""

from __future__ import annotations

import logging
from typing import Any

from handlers.answers import privately
from handlers.desk import Desk
from handlers.modals.give_heads_up import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Command, Form, Press
from handlers.people import require_colleague
from message_templates import sentence
from services.call_off_heads_up import call_off_heads_up
from services.give_heads_up import give_heads_up, policy_row
from services.lookups.heads_up import segments_offered
from services.slack_port import SlackError

log = logging.getLogger(__name__)


def from_command(desk: Desk, command: Command) -> dict[str, Any] | None:
    """Open the form. Raises Refused for outsiders, and where the policy has no heads-ups."""
    require_colleague(desk, command.user)
    policy_row(desk.office.rulebook.current.policy.heads_up)
    try:
        desk.slack.views_open(command.trigger_id, build(segments_offered(desk.office), {}))
    except SlackError as error:
        log.warning("the form of a heads-up did not open: %s", error)
        return privately(sentence("form_not_opened_by_command", again=f"{command.name} heads-up"))
    return None


def changed(desk: Desk, press: Press) -> None:
    """The other kind asks for other things; what was typed stays."""
    assert press.view is not None
    typed = typed_in(press.view)
    desk.slack.views_update(press.view["id"], build(segments_offered(desk.office), typed))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), by=form.user, request_key=form.request_key)
    give_heads_up(desk.office, command, desk.clock())


def called_off(desk: Desk, press: Press) -> None:
    """Raises Refused where it was called off before."""
    call_off_heads_up(desk.office, press.other_id, by=press.user, now=desk.clock())
