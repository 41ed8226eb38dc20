"""A repeat is harmless: the same form sent twice is carried out once, and what changed is kept as well."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.queries.insert_once import insert_once
from models.request import HandledRequest


def digest_of(values: Mapping[str, Any]) -> str:
    """What tells two contents of one form apart."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def claim(
    session: Session, key: str, values: Mapping[str, Any], now: datetime, *, about: int | None = None
) -> HandledRequest | None:
    """None where this request is new and now ours; else the request as it was carried out before.

    `about` is the escalation that it concerns, where there is one already.

    Of two at once the second waits for the first one's commit and then sees it.
    """
    fresh = insert_once(
        session,
        HandledRequest,
        {
            "key": key,
            "digest": digest_of(values),
            "escalation_id": about,
            "handled_at": now,
            "answer": {"values": json.loads(json.dumps(values, default=str))},
        },
    )
    return None if fresh else session.get_one(HandledRequest, key)


def changed_fields(before: HandledRequest, values: Mapping[str, Any]) -> dict[str, str]:
    """Field → text, for what a repeated form says otherwise than the one that was carried out."""
    if before.digest == digest_of(values):
        return {}
    known = (before.answer or {}).get("values", {})
    now_said = json.loads(json.dumps(values, default=str))
    return {
        field: str(text) for field, text in now_said.items() if text is not None and known.get(field) != text
    }


def concerns(session: Session, key: str, escalation_id: int) -> None:
    """Remember which escalation a request was about."""
    session.get_one(HandledRequest, key).escalation_id = escalation_id


def keep_change(before: HandledRequest, values: Mapping[str, Any]) -> None:
    """From now on this content is the known one: the same again adds nothing."""
    before.digest = digest_of(values)
    before.answer = {"values": json.loads(json.dumps(values, default=str))}
