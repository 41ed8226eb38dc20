"""The clock's other verb: whoever's morning has come gets one digest, if there is anything in it. Row X18.

Who was seen to stands in one row, which a tick claims; so a restart forgets nobody, two workers write each person
one, and after an outage there is one late digest on the same day, and none for the days before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.outbox import Priority
from models.queries import owed, preferences
from policy.calendar import BusinessCalendar
from policy.mornings import day_ends, managers, next_of_all, todays
from policy.recovery import in_todays_digest
from services.channels.places import dm
from services.lookups.digest import digest_of, stands_in_for
from services.office import Office, Rules
from services.outbox import Saying, say_all
from services.record import unix

FIRST_LOOK = timedelta(minutes=1)
"""How far back the very first look reaches: nobody is told in the afternoon what a morning would have said."""


def send_digests(office: Office, now: datetime) -> int:
    """How many were written. Where nobody's morning has come, it only looks."""
    rules = office.rulebook.current
    if rules.policy.digest is None:
        return 0
    with office.database.read() as session:
        done_until = preferences.mornings_done_until(session)
    if done_until is not None and not _mornings(rules, done_until, now):
        return 0
    with office.database.write() as session:
        claimed = preferences.claim_mornings(session, now - FIRST_LOOK)
        came = _mornings(rules, claimed.done_until, now)
        claimed.done_until = max(claimed.done_until, now)
        said = list(_digests(session, came, rules, now)) if came else []
        say_all(session, sorted(said, key=lambda one: one.key), now)
        return len(said)


def next_morning(office: Office, after: datetime) -> datetime | None:
    """When anybody's morning comes next; None where the policy has no digest."""
    rules = office.rulebook.current
    digest = rules.policy.digest
    return next_of_all(rules.roster.calendars, digest.at, after) if digest else None


def _mornings(rules: Rules, since: datetime, now: datetime) -> dict[BusinessCalendar, datetime]:
    """Whose morning came after `since`: by the calendar that they live by."""
    assert rules.policy.digest is not None
    at = rules.policy.digest.at
    moments = {calendar: todays(calendar, at, now) for calendar in rules.roster.calendars}
    return {calendar: moment for calendar, moment in moments.items() if moment is not None and moment > since}


def _digests(
    session: Session, came: dict[BusinessCalendar, datetime], rules: Rules, now: datetime
) -> Iterator[Saying]:
    all_owing = {
        recovery: owed.everybody_owing(session, now, recovery=recovery) for recovery in (False, True)
    }
    off = preferences.without_digest(session)
    lead = managers(rules.policy, rules.roster)
    covers = {one.cover for one in all_owing[True] if one.cover}
    for person in {one.person for one in all_owing[True]} | covers | lead | _stand_ins(rules):
        known = rules.roster.person(person)
        if known.calendar not in came or not known.reachable(now) or person in off:
            continue
        theirs = {person, *stands_in_for(rules, person, now)}
        tonight = day_ends(known.calendar, now)
        mine = any(
            one.first_due < tonight
            and (one.person == person or (not one.drill and (one.person in theirs or one.cover == person)))
            for one in all_owing[in_todays_digest(rules.policy, known.calendar, now)]
        )
        of_team = [
            one
            for one in all_owing[False]
            if (one.first_due < tonight or one.asked) and not one.drill and one.person not in theirs
        ]
        if mine or (person in lead and of_team and _tells_of_team(session, person, of_team, rules, now)):
            yield _saying(person, came[known.calendar], tonight, rules, now)


def _tells_of_team(
    session: Session, person: str, of_team: Sequence[owed.Owing], rules: Rules, now: datetime
) -> bool:
    """Where all of it is restricted, it may be none of this manager's business. Row X17."""
    if not all(one.restricted for one in of_team):
        return True
    team = digest_of(session, person, rules, now)["team"]
    return any(part["total"] for part in team.values())


def _stand_ins(rules: Rules) -> set[str]:
    return {other.cover for other in rules.roster.people.values() if other.cover}


def _saying(person: str, moment: datetime, tonight: datetime, rules: Rules, now: datetime) -> Saying:
    late = now - moment
    is_late = late > rules.policy.limits.late_notice_after
    day = rules.roster.person(person).calendar.local(now).date().isoformat()
    return Saying(
        f"digest:{person}:{day}",
        dm(person),
        "digest",
        context={
            "person": person,
            "at": unix(now),
            "late_minutes": int(late.total_seconds() // 60) if is_late else None,
        },
        priority=Priority.DIGEST,
        pointless_after=tonight,
    )
