"""Where a message of the workspace stands, without asking Slack: a form's trigger does not wait for that."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.outbox import OutboxMessage
from models.queries.lanes import the_workspace
from services.office import Office


def message_address(office: Office, channel: str, ts: str, thread_ts: str | None = None) -> str | None:
    """Its permalink; None before the workspace is known. A reply's names its thread, as Slack writes it."""
    with office.database.read() as session:
        workspace = the_workspace(session)
    if workspace is None:
        return None
    address = permalink(workspace.url, channel, ts)
    if thread_ts is None or thread_ts == ts:
        return address
    return f"{address}?thread_ts={thread_ts}&cid={channel}"


def canvas_address(workspace_url: str, team_id: str, canvas_id: str) -> str:
    """Where a canvas is read, by whoever may."""
    return f"{workspace_url.rstrip('/')}/docs/{team_id}/{canvas_id}"


def permalink(workspace_url: str, channel: str, ts: str) -> str:
    """The address of a message at the top level of its channel."""
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"


def permalink_of(session: Session, message_id: int | None) -> str | None:
    """Where a message stands in Slack; None before it was sent."""
    message = session.get(OutboxMessage, message_id) if message_id else None
    workspace = the_workspace(session) if message and message.channel_id and message.ts else None
    if message is None or workspace is None or not (message.channel_id and message.ts):
        return None
    return permalink(workspace.url, message.channel_id, message.ts)


def permalinks_of(session: Session, message_ids: Iterable[int | None]) -> dict[int, str | None]:
    """As `permalink_of`, for many at once: addresses by message."""
    wanted = {message_id for message_id in message_ids if message_id}
    if not wanted:
        return {}
    workspace = the_workspace(session)
    if workspace is None:
        return {}
    stands = select(OutboxMessage.id, OutboxMessage.channel_id, OutboxMessage.ts)
    found = session.execute(stands.where(OutboxMessage.id.in_(wanted)))
    return {
        message_id: permalink(workspace.url, channel, ts) if channel and ts else None
        for message_id, channel, ts in found
    }
