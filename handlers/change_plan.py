"""What stands in the menu as *Change the plan*, and its form."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.change_plan import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from services.change_plan import change_plan
from services.lookups.plan import open_plan


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over or no step is open; SlackError."""
    plan = open_plan(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(plan))


def changed(desk: Desk, press: Press) -> None:
    """Another step was chosen: the form shows that one."""
    view = press.view
    assert view is not None
    chosen = typed_in(view).get("step")
    plan = open_plan(desk.office, Form(press.user, view).escalation_id, by=press.user)
    desk.slack.views_update(view["id"], build(plan, int(chosen) if chosen else None))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    require_colleagues(desk, [command.step.owner], field="owner")
    change_plan(desk.office, command, desk.clock())
