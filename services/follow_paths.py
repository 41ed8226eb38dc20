"""The clock's second verb: the path rules are looked at where a fact that time makes has become another. Rows M2e, M6.

A promise has passed, or a renewal has come near, and nobody needs to do anything for it to count. Each escalation in a
transaction of its own, and so many at once, behind whatever is due: a sponsor has hours, a nudge has a second.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from models.queries import path
from services.change import changing_by_itself
from services.office import Office, Rules
from services.path.follow import follow_path

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Escalations that are looked at in one go; the next tick goes on."""

RETRY = timedelta(hours=1)


def follow_paths(office: Office, now: datetime) -> int:
    """Look at those whose moment has come, at most AT_ONCE; returns how many were."""
    rules = office.rulebook.current
    with office.database.read() as session:
        due = path.to_be_followed(session, now, AT_ONCE)
    for escalation_id in due:
        _follow(office, escalation_id, rules, now)
    return len(due)


def _follow(office: Office, escalation_id: int, rules: Rules, now: datetime) -> None:
    try:
        with changing_by_itself(office, escalation_id, rules, now) as change:
            follow_path(change.session, change.escalation, rules, now)
    except Exception:  # the job loop: one that cannot be looked at starves nobody
        log.exception("ESC-%d: its path could not be followed", escalation_id)
        with office.database.write() as session:
            path.follow_later(session, escalation_id, now + RETRY)
