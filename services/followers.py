"""Telling whoever follows an escalation: acknowledged, severity, DRI, how it ended; once each, by DM. Row X19.

Every entry of the timeline that changes an escalation comes by here, so no verb needs to know of followers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation
from models.follower import Follower
from models.outbox import Priority
from models.queries import followers
from models.queries.insert_once import insert_once
from policy.kinds import Status
from services.channels.places import dm
from services.outbox import say
from services.readers import company

Recorded = Mapping[str, Any]
"""An escalation as its timeline has it: column → plain value."""


def begin(session: Session, escalation: Escalation, user_id: str, now: datetime) -> bool:
    """From now on they hear of it; False where they did already."""
    row = {"escalation_id": escalation.id, "user_id": user_id, "since": now}
    return insert_once(session, Follower, row)


def tell(session: Session, escalation: Escalation, was: Recorded, *, actor: str, now: datetime) -> None:
    """Tell them what is otherwise than it `was`. Whoever did it knows, and so does the DRI; of what is restricted only
    those hear whom it names."""
    changes = what_changed(was, escalation.on_timeline or {})
    if not changes or escalation.drill:
        return
    for person in followers.listening(session, escalation.id):
        if person in (actor, escalation.dri) or (escalation.restricted and person not in company(escalation)):
            continue
        say(
            session,
            f"follower_told:{escalation.ref}:{escalation.version}:{person}",
            lane=dm(person),
            template="follower_told",
            now=now,
            escalation=escalation,
            context={"changes": changes, "by": actor, "at": int(now.timestamp())},
            priority=Priority.ROUTINE,
        )


def what_changed(was: Recorded, is_now: Recorded) -> list[dict[str, Any]]:
    """Of all that changed, what followers hear of."""
    changes: list[dict[str, Any]] = []
    before, after = Status(was["status"]), Status(is_now["status"])
    if before is not after and after not in LIVE:
        changes.append({"what": after.value})
    elif before not in LIVE and after in LIVE:
        changes.append({"what": "reopened"})
    elif was["acknowledged_at"] is None and is_now["acknowledged_at"] is not None:
        changes.append({"what": "acknowledged", "since": is_now["acknowledged_at"]})
    if was["severity"] != is_now["severity"]:
        changes.append({"what": "severity", "before": was["severity"], "after": is_now["severity"]})
    if was["dri"] != is_now["dri"]:
        changes.append({"what": "dri", "person": is_now["dri"]})
    return changes
