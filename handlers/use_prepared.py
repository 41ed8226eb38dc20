"""*Use this draft*, on words that somebody wrote for all customers of one cause: the form *Post update* opens with it.
Row Y5."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals import post_update
from handlers.modals.drafted import with_draft
from handlers.payload import Press
from policy.kinds import DraftKind
from services.lookups.drafts import prepared_draft
from services.lookups.escalations import form_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form with the draft in it. Raises Refused; SlackError."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    draft = prepared_draft(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=now)
    desk.slack.views_open(
        press.trigger_id, with_draft(post_update.build(start, now), DraftKind.UPDATE, draft)
    )
