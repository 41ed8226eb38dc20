"""Where the DRI is below the level that a severity wants: who is asked to take it. It never blocks (Row M2d)."""

from __future__ import annotations

from datetime import datetime

from policy.because import Because
from policy.dri import below_level
from policy.kinds import AskKind
from policy.path import Notice
from policy.promises import plan_ask
from policy.roster import Roster
from policy.schema import Policy


def owner_notice(policy: Policy, severity: str, roster: Roster, dri: str, now: datetime) -> Notice | None:
    """The call that asks somebody of the wanted level whether they take it.

    None where the DRI is senior enough, where the severity's own calls ask who owns it, where the policy asks
    nobody, and where nobody of that level can be reached: the DRI stays in any case.
    """
    row, level = policy.owner_level, policy.severity[severity]
    asked_anyway = any(one.ask and policy.ask[one.ask].kind is AskKind.OWNER for one in level.notify)
    if row is None or asked_anyway or below_level(policy, severity, roster, dri) is None:
        return None
    holders = (held for role in level.owner_at_least for held in roster.holders(role, now))
    held = next((one for one in holders if one.distance == 0 and one.person.user_id != dri), None)
    if held is None:
        return None
    cause = f"owner:{severity}"
    because = Because("owner_level", row.spec, row.because)
    calendar = held.person.calendar
    return Notice(
        cause=cause,
        channel_key=policy.tier[level.starts_at_tier].channel,
        role=held.role,
        person=held.person,
        fell_back_from=(),
        ask=row.ask,
        planned=plan_ask(
            policy, severity, row, subject=cause, asked_at=now, calendar=calendar, because=because
        ),
        because=because,
    )
