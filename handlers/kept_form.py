"""Opening a form as somebody left it, with why it is here again."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk import Desk
from handlers.modals.refilled import refilled
from handlers.modals.view import View
from handlers.payload import Press
from message_templates import sentence
from services.lookups.reviews import KeptWords

FormOf = Callable[[Desk, Press], View]
"""A verb's form as it would open now."""


def open_kept(desk: Desk, press: Press, kept: KeptWords, form_of: FormOf, *, because: str) -> None:
    """`because` is the sentence at its top. Raises Refused where the verb's form does; SlackError."""
    view = refilled(
        form_of(desk, press),
        kept.form,
        desk.clock(),
        notice=sentence(because),
        seen_deadline=kept.seen_deadline,
    )
    desk.slack.views_open(press.trigger_id, view)
