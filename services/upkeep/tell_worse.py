"""Tell `ops` which role, channel or group can be reached no longer, the day before it matters. Row Y4.

No message is sent to try them: what Slack was last seen to have is compared with how it stood at the look before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.outbox import Priority
from models.workspace import SetupStanding, Workspace
from services.office import Office
from services.outbox import say
from services.upkeep.check_setup import Check, Standing, check_setup
from services.upkeep.tell_ops import ops_lane

Name = tuple[str, str]
"""What a check is about, and which one."""

GRAVITY = {Standing.GOOD: 0, Standing.WARNING: 1, Standing.BAD: 2}
LONGEST = 300
"""Characters of a name that are kept."""


def tell_worse(office: Office, now: datetime) -> int:
    """Compare, remember, and tell `ops` once which names became worse; returns how many did.

    The first look of all remembers only: `doctor` and the start have said what was wrong then.
    """
    names = _by_name(check_setup(office))
    if not names:
        return 0
    with office.database.write() as session:
        session.execute(select(Workspace).with_for_update())  # of two workers one looks after the other
        before = {
            (row.about, row.what): Standing(row.standing) for row in session.scalars(select(SetupStanding))
        }
        worse = [
            checks for name, checks in names.items() if before and _worst(checks) > _gravity(before, name)
        ]
        _remember(session, {name: _standing(checks) for name, checks in names.items()}, before)
        if worse:
            _say(session, office, worse, now)
    return len(worse)


def _by_name(checks: Iterable[Check]) -> dict[Name, list[Check]]:
    """Of one role several things may be wrong."""
    found: dict[Name, list[Check]] = {}
    for check in checks:
        found.setdefault((check.about, check.what[:LONGEST]), []).append(check)
    return found


def _standing(checks: list[Check]) -> Standing:
    return max((check.standing for check in checks), key=GRAVITY.__getitem__)


def _worst(checks: list[Check]) -> int:
    return GRAVITY[_standing(checks)]


def _gravity(before: Mapping[Name, Standing], name: Name) -> int:
    """A name that was not there before was good."""
    return GRAVITY[before.get(name, Standing.GOOD)]


def _remember(session: Session, standings: dict[Name, Standing], before: dict[Name, Standing]) -> None:
    if standings == before:
        return
    session.execute(delete(SetupStanding))
    session.add_all(
        SetupStanding(about=about, what=what, standing=standing.value)
        for (about, what), standing in standings.items()
    )


def _say(session: Session, office: Office, worse: list[list[Check]], now: datetime) -> None:
    """Under a key of what it says and the day: two workers that look at once say it once."""
    rows = [
        {
            "about": checks[0].about,
            "what": checks[0].what,
            "says": "; ".join(check.says for check in checks if check.standing is not Standing.GOOD),
        }
        for checks in worse
    ]
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:32]
    say(
        session,
        f"ops:setup_worse:{digest}:{now:%Y-%m-%d}",
        lane=ops_lane(office.rulebook.current),
        template="ops_setup_worse",
        now=now,
        context={"rows": rows},
        priority=Priority.NUDGE,
    )
