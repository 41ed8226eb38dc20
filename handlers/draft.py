"""The button *Draft it*, and the menu *Start from a draft* in a form that tells the customer something. Row P6."""

from __future__ import annotations

from handlers import check_words
from handlers.desk import Desk
from handlers.modals import acknowledge, post_update
from handlers.modals.drafted import DRAFT, OFFERED, with_draft
from handlers.modals.flagged import CHECK
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.drafts import draft_of
from services.lookups.escalations import form_start
from services.refusal import Refused

TYPED = {"fix": "summary", "cause": "cause", "prevention": "prevention", "remedy": "remedy"}
"""What an open form may say already, by what a draft calls it."""


def pressed(desk: Desk, press: Press) -> None:
    """Open the form that settles what is owed, with its draft in it. Raises Refused; SlackError."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    form = post_update if start.acknowledged else acknowledge
    kind = OFFERED[form.VERB][0]
    draft = draft_of(desk.office, press.escalation_id, kind, by=press.user, now=now)
    desk.slack.views_open(press.trigger_id, with_draft(form.build(start, now), kind, draft))


def changed(desk: Desk, press: Press) -> None:
    """In a form: a draft was chosen, or *Check the words* pressed. Raises Refused; SlackError."""
    if press.verb == CHECK:
        check_words.pressed_in_form(desk, press)
    elif press.verb == DRAFT:
        _choose(desk, press)


def _choose(desk: Desk, press: Press) -> None:
    view = press.view
    assert view is not None
    typed, form = typed_in(view), Form(press.user, view)
    if typed.get(DRAFT) not in OFFERED[form.verb]:
        return  # the choice was taken away: what stands in the form is theirs
    kind = str(typed[DRAFT])
    draft = draft_of(
        desk.office,
        form.escalation_id,
        kind,
        by=press.user,
        now=desk.clock(),
        typed={name: typed.get(field) for name, field in TYPED.items()},
    )
    desk.slack.views_update(view["id"], with_draft(view, kind, draft))
