"""What of the restricted escalations one person may read, as a condition. Row X17."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Text, cast, or_, true

from models.escalation import Escalation


def may_be_read_by(person: str, stands_in_for: Collection[str], *, everything: bool) -> ColumnElement[bool]:
    """Whatever is not restricted; and what names `person`, or a DRI for whom they usually stand in."""
    if everything:
        return true()
    quoted = f'"{person}"'  # a list of user ids is JSON text
    return or_(
        Escalation.restricted.is_(False),
        Escalation.dri.in_([person, *stands_in_for]),
        Escalation.raised_by == person,
        Escalation.cover == person,
        cast(Escalation.team, Text).contains(quoted, autoescape=True),
        cast(Escalation.named, Text).contains(quoted, autoescape=True),
    )
