"""Words that Heard sends into the customer's shared channel: kept with the commit, recorded once Slack has them.

Row Y2: the customer has been told when Slack has taken it, and not when somebody pressed a button. So nothing is
settled here; `record_sent` does that, and what Slack never takes leaves every promise as open as it was.
"""

from __future__ import annotations

from models.outbox import Audience, Priority
from models.queries import sendings
from models.sending import Sending
from models.timeline import Event
from services.change import Change
from services.channels.customers import may_be_sent_to
from services.outbox import say
from services.record import unix
from services.refusal import Refused
from services.tell_customer import Told, next_due


def send_to_customer(change: Change, verb: str, told: Told) -> Sending:
    """Raises Refused where there is no such channel, or something is on its way already."""
    session, escalation, now = change.session, change.escalation, change.now
    channel = may_be_sent_to(session, escalation, change.rules.policy)
    if channel is None:
        raise Refused("no_channel_to_send_to", field="channel")
    before = sendings.on_its_way(session, escalation.id)
    if before is not None:
        raise Refused("on_its_way_already", by=before.sent_by, at=unix(before.committed_at))
    words = told.words.strip()
    number = sendings.next_number(session, escalation.id)
    message = say(
        session,
        f"customer:{escalation.ref}:{number}",
        lane=channel.channel_id,
        template="said_to_customer",
        now=now,
        escalation=escalation,
        context={"words": words, "signed": change.rules.roster.person(change.by).name},
        priority=Priority.URGENT,
        audience=Audience.CUSTOMER,
        # What they are told of the next update is wrong once that time has come.
        pointless_after=told.next_update_at or next_due(escalation, change.rules, now),
    )
    sending = Sending(
        escalation_id=escalation.id,
        verb=verb,
        words=words,
        recipients=told.recipients.strip(),
        next_update_at=told.next_update_at,
        later_reason=told.later_reason,
        sent_by=change.by,
        committed_at=now,
        channel=channel.name or channel.channel_id,
        message_id=message.id,
    )
    session.add(sending)
    session.flush()
    change.note(Event.SENDING_BEGUN, words=words, channel=sending.channel)
    return sending
