"""Whoever is away owns nothing alone: what they owed goes to the next who is here, in the same minute. Rows X5, D3a.

1. Who is gone from the company, by what Slack last said; who is on leave, by the team file.
2. Every escalation that this concerns, one by one, each in a transaction of its own:
   a DRI who is gone: the next on the path is DRI at once, for there is always exactly one;
   anything else that somebody gone owed: the next of the role they were asked in, else the DRI;
   a DRI on leave with no stand-in: one is named until they are back, and they stay the DRI.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from models.queries import absences
from policy.kinds import Absence
from policy.path import successors
from policy.roster import Roster
from services.change import Change, changing_by_itself
from services.cover import begin_cover, finish_cover
from services.office import Office, Rules
from services.path.up import facts_of
from services.replace_owner import end_drill, replace_dri_who_left, replace_owners

log = logging.getLogger(__name__)


def see_to_absences(office: Office, now: datetime) -> int:
    """How many escalations changed hands in some way. Carried out again it changes nothing."""
    rules = office.rulebook.current
    away = frozenset(
        person.user_id
        for person in rules.roster.people.values()
        if person.one_of_us and person.calendar.on_leave(now)
    )
    with office.database.read() as session:
        gone = absences.gone(session)
        concerned = absences.touched(session, away, now)
    if not concerned:
        return 0
    rules = replace(rules, roster=_without(rules.roster, gone))
    return sum(_seen_to(office, escalation_id, rules, gone, now) for escalation_id in concerned)


def _seen_to(office: Office, escalation_id: int, rules: Rules, gone: frozenset[str], now: datetime) -> bool:
    """Whether anything changed."""
    try:
        with changing_by_itself(office, escalation_id, rules, now) as change:
            before = change.escalation.version
            _see_to(change, gone)
            return change.escalation.version != before
    except (
        Exception
    ):  # the job loop: one that cannot be seen to starves nobody, and is tried again in a minute
        log.exception("ESC-%d: an absence could not be seen to", escalation_id)
        return False


def _without(roster: Roster, gone: frozenset[str]) -> Roster:
    """The roster as it is now: Slack may have said that somebody left since it was drawn up."""
    people = {
        user_id: replace(person, active=False) if user_id in gone else person
        for user_id, person in roster.people.items()
    }
    return replace(roster, people=people)


def _see_to(change: Change, gone: frozenset[str]) -> None:
    escalation = change.escalation
    if escalation.drill and escalation.raised_by in gone:
        end_drill(change)
        return
    if escalation.dri in gone:
        replace_dri_who_left(change)
    replace_owners(change, gone)
    if escalation.cover in gone:
        finish_cover(change)
    if escalation.live and not escalation.drill:
        _cover_leave(change)


def _cover_leave(change: Change) -> None:
    """The DRI's usual stand-in, else the next on the path, until the DRI is back at work."""
    roster, escalation, now = change.rules.roster, change.escalation, change.now
    dri = roster.person(escalation.dri)
    stands_in = escalation.cover_at(now)
    if not dri.calendar.on_leave(now) or (stands_in and roster.person(stands_in).reachable(now)):
        return
    path = successors(change.rules.policy, roster, facts_of(escalation, now), now)
    wanted = (dri.cover, *(held.person.user_id for held in path))
    person = next((one for one in wanted if one and roster.person(one).reachable(now)), None)
    if person is not None:
        begin_cover(change, person, dri.calendar.back_at(now), absence=Absence.LEAVE)
