"""After a drill: each escalation has one channel of its own, with its people in it and its card on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, text

from sandbox import Sandbox

_TO_DO = "SELECT count(*) FROM channel_tasks t JOIN own_channels o ON o.escalation_id = t.escalation_id"


def to_do(connection: Connection) -> int:
    """How much is still to be done to channels that are there."""
    open_now = text(f"{_TO_DO} WHERE o.state = 'made' AND t.wanted > t.done AND t.error IS NULL")
    return int(connection.scalar(open_now) or 0)


def amiss(slack: Sandbox, engine: Engine) -> Iterator[str]:
    """A sentence for each channel that should not be, or is not as it should be."""
    made = {
        call["response"]["channel"]["id"]: call["response"]["channel"]["name"]
        for call in slack.calls("conversations.create")
        if call["response"]["ok"]
    }
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT o.name, o.state, o.channel_id, o.error, e.dri, m.ts FROM own_channels o "
                "JOIN escalations e ON e.id = o.escalation_id JOIN outbox m ON m.id = e.card_id"
            )
        ).all()
        refused = connection.execute(
            text(
                "SELECT t.lane, t.kind, t.error FROM channel_tasks t "
                "JOIN own_channels o ON o.escalation_id = t.escalation_id "
                "WHERE t.error IS NOT NULL AND o.state = 'made'"
            )
        )
        yield from (f"{kind} of {lane} was refused: {error}" for lane, kind, error in refused)
    lived_in = {row.channel_id for row in rows}
    went_home = {row.name for row in rows if row.state == "lost"}
    yield from (
        f"#{name} is nobody's" for id_, name in made.items() if id_ not in lived_in and name not in went_home
    )
    yield from (
        f"#{name} was made {times} times" for name, times in Counter(made.values()).items() if times > 1
    )
    for row in rows:
        if row.state == "lost":
            continue
        if row.state != "made":
            yield f"#{row.name} is {row.state}"
            continue
        channel = slack.channel(row.channel_id)
        if row.dri not in channel.info["members"]:
            yield f"#{row.name}: its DRI is not in it"
        if [message.ts for message in channel.pinned] != [row.ts]:
            yield f"#{row.name}: its card is not what is pinned"
        if "ESC-" not in channel.topic:
            yield f"#{row.name}: its topic is {channel.topic!r}"
