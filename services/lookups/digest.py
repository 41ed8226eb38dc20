"""The morning digest: who has one today, what is in it, and whom a line of it would not reach. Row X18.

A ladder's step of `show = "digest"` says nothing by itself: what it asks for is in the morning digest of whoever
owes it. Where there is no such digest, it is a nudge like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import escalations, owed, waiting
from models.queries.owed import Part
from models.queries.whose import Whose
from policy.mornings import day_ends, managers, todays
from policy.recovery import in_todays_digest
from services.channels.message_address import permalinks_of
from services.office import Rules
from services.readers import Reader
from services.record import unix
from services.wording import facts
from services.wording.labels import severity_label

LONGEST = 20
"""Lines of one's own; of the team's, `LONGEST_OF_TEAM` of each kind."""
LONGEST_OF_TEAM = 8


def stands_in_for(rules: Rules, person: str, now: datetime) -> tuple[str, ...]:
    """Those who are away now and named this person their cover."""
    away = (other for other in rules.roster.people.values() if other.cover == person)
    return tuple(other.user_id for other in away if other.one_of_us and not other.reachable(now))


def whose_is(rules: Rules, person: str, now: datetime) -> Whose:
    """What is this person's to do now."""
    return Whose(person, now, stands_in_for(rules, person, now))


def reaches(
    person: str, escalation: Escalation, owed: Deadline, rules: Rules, off: Collection[str], now: datetime
) -> bool:
    """Whether this promise is in this person's digests. `off` are those who want none.

    What was promised after today's digest, for today, would be told tomorrow: too late for a customer.
    """
    known = rules.roster.person(person)
    if rules.policy.digest is None or person in off or not known.reachable(now):
        return False
    morning = todays(known.calendar, rules.policy.digest.at, now)
    if morning is not None and owed.made_at >= morning:
        return False
    covers = person == escalation.cover_at(now) and owed.owner == escalation.dri
    return escalation.drill or covers or owed.owner in (person, *stands_in_for(rules, person, now))


def digest_of(session: Session, person: str, rules: Rules, now: datetime) -> dict[str, Any]:
    """What the digest says, read at the moment it leaves: what is theirs today; for a manager, the team's."""
    whose = whose_is(rules, person, now)
    calendar = rules.roster.person(person).calendar
    tonight = day_ends(calendar, now)
    reader = Reader(person, rules)
    spoken_of = () if in_todays_digest(rules.policy, calendar, now) else (owed.is_not_recovery(),)
    wanted = (whose.deadlines, reader.readable, owed.due_before(tonight), *spoken_of)
    mine = owed.part(session, *wanted, limit=LONGEST)
    said: dict[str, Any] = {
        "lines": lines_of(session, mine.rows, rules, now),
        "total": mine.total,
        "team": None,
    }
    if person not in managers(rules.policy, rules.roster):
        return said
    of_team = {
        "overdue": (owed.is_not_ask(), owed.overdue(now)),
        "today": (owed.is_not_ask(), ~owed.overdue(now), owed.due_before(tonight)),
        "asks": (owed.is_ask(),),
    }
    parts = {
        name: owed.part(
            session, whose.others, reader.readable, *where, owed.is_not_recovery(), limit=LONGEST_OF_TEAM
        )
        for name, where in of_team.items()
    }
    said["team"] = {
        **{name: _of_team(session, found, rules, now) for name, found in parts.items()},
        "waiting": waiting_of_team(session, reader, whose, LONGEST_OF_TEAM),
        "restricted": unread_of_team(session, reader, LONGEST_OF_TEAM),
    }
    return said


def waiting_of_team(
    session: Session, reader: Reader, whose: Whose, limit: int, skip: int = 0
) -> dict[str, Any]:
    """What others wait for the customer with, the earliest end first: until when at most, and why. Row Y8."""
    query = escalations.live(reader.readable, ~whose.escalations, waiting=True)
    found, total = escalations.counted(
        session, query.order_by(None).order_by(Escalation.waiting_until, Escalation.id), limit, skip
    )
    periods = waiting.latest_of_many(session, [one.id for one in found])
    said = facts.of_escalations(session, found, reader.rules.policy)
    lines = [
        row | {"since": unix(period.since), "until": unix(period.until)}
        for row in said
        if (period := periods.get(row["id"])) is not None
    ]
    return {"lines": lines, "total": total}


def unread_of_team(session: Session, reader: Reader, limit: int, skip: int = 0) -> dict[str, Any]:
    """What is open and restricted, and does not name the reader: that there is one, of whom, and whose. Row X17."""
    found, total = escalations.counted(session, escalations.live(~reader.readable), limit, skip)
    return {"lines": [facts.that_there_is_one(one) for one in found], "total": total}


def _of_team(session: Session, found: Part, rules: Rules, now: datetime) -> dict[str, Any]:
    return {"lines": lines_of(session, found.rows, rules, now), "total": found.total}


def lines_of(session: Session, rows: Sequence[owed.Row], rules: Rules, now: datetime) -> list[dict[str, Any]]:
    """One line a promise, as digest and App Home say it."""
    addresses = permalinks_of(session, [escalation.card_id for _, escalation in rows])
    return [
        {
            "id": escalation.id,
            "deadline_id": deadline.id,
            "ref": escalation.ref,
            "severity": severity_label(rules.policy, escalation.severity),
            "customer": escalation.customer,
            "drill": escalation.drill,
            "label": facts.deadline_label(deadline, rules.policy),
            "owner": deadline.owner,
            "due": unix(deadline.due_at),
            "overdue": deadline.due_at <= now,
            "permalink": addresses.get(escalation.card_id or 0),
        }
        for deadline, escalation in rows
    ]
