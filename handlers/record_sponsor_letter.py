"""The button *Follow-up written* and its form. Row M7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.drafted import with_draft
from handlers.modals.record_sponsor_letter import build, parse
from handlers.modals.view import View, typed_in
from handlers.payload import Form, Press
from policy.kinds import DeadlineKind, DraftKind
from services.lookups.drafts import draft_of
from services.lookups.sponsor import sponsor_start
from services.record_sponsor_letter import record_sponsor_letter


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not to be done, or done already; SlackError."""
    now = desk.clock()
    form = form_of(desk, press)
    drafted = draft_of(desk.office, press.escalation_id, DraftKind.EXECUTIVE, by=press.user, now=now)
    desk.slack.views_open(press.trigger_id, with_draft(form, DraftKind.EXECUTIVE, drafted))


def form_of(desk: Desk, press: Press) -> View:
    """The form as it starts now, without a draft. Raises Refused."""
    now = desk.clock()
    start = sponsor_start(
        desk.office, press.escalation_id, by=press.user, now=now, kind=DeadlineKind.SPONSOR_LETTER
    )
    return build(start, now)


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    record_sponsor_letter(desk.office, command, desk.clock())
