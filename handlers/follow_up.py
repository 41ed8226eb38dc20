"""The verb *Follow up* and its form. Rows P3d, P9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.follow_up import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from policy.kinds import DraftKind
from services.follow_up import follow_up
from services.lookups.drafts import draft_of
from services.lookups.endings import end_start
from services.lookups.escalations import form_start
from services.record import unix
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not resolved, or not open yet; SlackError."""
    now = desk.clock()
    end = end_start(desk.office, press.escalation_id, by=press.user)
    if end.follow_up_opens_at is not None and now < end.follow_up_opens_at:
        raise Refused("follow_up_too_early", at=unix(end.follow_up_opens_at))
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    draft = draft_of(desk.office, press.escalation_id, DraftKind.FOLLOW_UP, by=press.user, now=now)
    desk.slack.views_open(press.trigger_id, build(start, end, now, draft))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    follow_up(desk.office, command, desk.clock())
