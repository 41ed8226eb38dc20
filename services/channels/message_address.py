"""Where a message of the workspace stands, without asking Slack: a form's trigger does not wait for that."""

from __future__ import annotations

from models.workspace import Workspace
from services.office import Office


def message_address(office: Office, channel: str, ts: str, thread_ts: str | None = None) -> str | None:
    """Its permalink; None before the workspace is known. A reply's names its thread, as Slack writes it."""
    with office.database.read() as session:
        workspace = session.get(Workspace, 1)
    if workspace is None:
        return None
    address = permalink(workspace.url, channel, ts)
    if thread_ts is None or thread_ts == ts:
        return address
    return f"{address}?thread_ts={thread_ts}&cid={channel}"


def permalink(workspace_url: str, channel: str, ts: str) -> str:
    """The address of a message at the top level of its channel."""
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
