"""Remember a channel; doubt one that Slack says has changed, until delivery has asked again. Row X8."""

from __future__ import annotations

from datetime import datetime

from models.directory import KnownChannel
from models.queries.own_channels import lives_in
from services import once
from services.delivery.directory import doubt_channel, remember_channels
from services.office import Office
from services.outbox import show_anew
from services.slack_port import ChannelFacts


def channel_changed(
    office: Office,
    channel_id: str,
    *,
    event_id: str,
    now: datetime,
    shared: bool = False,
    archived: bool = False,
) -> None:
    """What was known of this channel is old. The same event twice is harmless.

    `shared` is true where Slack just said that others will read it: that holds from this commit on. An escalation whose
    own channel was shared or `archived` goes on in the home channel at once, not when it next has something to say.
    """
    with office.database.write() as session:
        if once.claim(session, f"event:{event_id}", {}, now) is not None:
            return
        doubt_channel(session, channel_id)
        known = session.get(KnownChannel, channel_id)
        if known is not None and shared:
            known.shared = True
        whose = lives_in(session, channel_id) if shared or archived else None
        if whose is not None:  # its card is to be edited: delivery refuses, and the home channel takes over
            show_anew(session, whose.card_id)


def know_channel(office: Office, channel: ChannelFacts, *, seen_at: float) -> None:
    """Remember it. `seen_at` is machine time before Slack was asked."""
    with office.database.write() as session:
        remember_channels(session, [channel], seen_at)
