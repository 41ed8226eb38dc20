"""The intake form sent with *Add this to ESC-7* or *Reopen ESC-7*. Row X3."""

from __future__ import annotations

from typing import Any

from handlers.desk import Desk
from handlers.modals.report_again import build, parse
from handlers.payload import Form
from services.lookups.similar import Way
from services.report_again import report_again, where_it_went


def submitted(desk: Desk, form: Form, chosen: tuple[Way, int]) -> dict[str, Any]:
    """Add it there or open that again, and say where it went. Raises Refused and RefusedFields."""
    policy = desk.office.rulebook.current.policy
    command = parse(form.view, form.about, policy, chosen, by=form.user, request_key=form.request_key)
    report_again(desk.office, command, desk.clock())
    return {"response_action": "update", "view": build(where_it_went(desk.office, command))}
