"""When the workspace refuses everything: wait, ask again now and then, and go on by itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.queries.lanes import the_workspace
from services.delivery.desk import Pace

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MayGo:
    """Whether anything may leave; if not, whether to ask Slack now, and how long to wait otherwise."""

    go: bool
    probe: bool = False
    wait: float | None = None


def may_go(session: Session, t: float, pace: Pace) -> MayGo:
    """While paused, one worker asks every `probe_every` seconds; the others wait."""
    workspace = the_workspace(session)
    if workspace is None or workspace.paused is None:
        return MayGo(True)
    if workspace.paused_until > t:
        return MayGo(False, wait=workspace.paused_until - t)
    session.refresh(workspace, with_for_update=True)
    if workspace.paused is None or workspace.paused_until > t:
        return MayGo(False, wait=0.0)
    workspace.paused_until = t + pace.probe_every
    return MayGo(False, probe=True, wait=pace.probe_every)


def pause(session: Session, code: str, t: float, pace: Pace) -> None:
    """Nothing leaves any more: `code` is what Slack said to our token."""
    workspace = the_workspace(session)
    if workspace is None:
        log.error("Slack refuses our token (%s), and this database knows no workspace", code)
        return
    session.refresh(workspace, with_for_update=True)
    if workspace.paused != code:
        log.error("Slack refuses our token (%s): everything waits", code)
    workspace.paused = code
    workspace.paused_until = t + pace.probe_every


def resume(session: Session) -> None:
    """Slack takes our token again."""
    workspace = the_workspace(session)
    if workspace is not None and workspace.paused is not None:
        log.warning("Slack takes our token again: what waited leaves now")
        workspace.paused = None
        workspace.paused_until = 0.0
