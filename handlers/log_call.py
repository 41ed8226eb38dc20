"""The button *Log a call*, where a call beats anything written: the form of what they were told, by voice. Row D5a."""

from __future__ import annotations

from dataclasses import replace

from handlers.desk import Desk
from handlers.modals import acknowledge, post_update
from handlers.payload import Press
from services.lookups.escalations import form_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    by_voice = replace(start, channel=start.call or start.channel)
    build = post_update.build if start.acknowledged else acknowledge.build
    desk.slack.views_open(press.trigger_id, build(by_voice, now))
