"""Who stands in, who is next, and whom nothing is asked of any more (Rows M11a, X5, Y7)."""

from __future__ import annotations

from datetime import datetime

import pytest

from policy.dri import suggest_dri
from policy.kinds import Absence, Mention, Who
from policy.path import Facts, mentioned, successors
from policy.roster import Roster
from policy.schema import Policy
from tests.policy.builders import FULL_COMPANY, a_calendar, a_roster, at, read, somebody

NOON = at("2026-11-23 12:00")
GONE = somebody("casey", active=False)


def who(policy: Policy, roster: Roster, to: Mention, cover: str | None = None, owner: str = "U_CASEY") -> str:
    """Whom a step turns to at noon."""
    facts = Facts("sev3", "frontline", "U_CASEY", cover)
    person = mentioned(policy, roster, facts, to, NOON, owner=owner)
    assert person is not None
    return person.user_id


def test_a_cover_named_on_the_escalation_answers_at_any_hour(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    assert who(sev, roster, Mention.DRI, cover="U_BRUNO") == "U_BRUNO"
    assert who(sev, roster, Mention.DRI) == "U_CASEY"


def test_a_cover_answers_for_the_dri_alone(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    assert who(sev, roster, Mention.OWNER, cover="U_BRUNO", owner="U_DANA") == "U_DANA"


def test_a_cover_who_is_away_leaves_it_with_the_dri(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, [somebody("bruno", active=False)])
    assert who(sev, roster, Mention.DRI, cover="U_BRUNO") == "U_CASEY"


@pytest.mark.parametrize("to", [Mention.DRI, Mention.OWNER])
def test_nobody_who_left_is_ever_mentioned(sev: Policy, to: Mention) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, [GONE])
    assert who(sev, roster, to) == "U_MAYA"


def test_the_successors_are_the_path_from_here_up(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    path = successors(sev, roster, Facts("sev3", "frontline", "U_CASEY"), NOON)
    named = [held.person.user_id for held in path]
    assert named[0] == "U_MAYA"
    assert {"U_BRUNO", "U_ELIF", "U_DANA", "U_VERA", "U_ROSA", "U_TOMAS"} <= set(named)
    assert "U_CASEY" not in named
    assert len(named) == len(set(named))


def test_at_the_top_the_successors_are_the_top(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    path = successors(sev, roster, Facts("sev1", "executives", "U_ROSA"), NOON)
    assert [held.person.user_id for held in path][:2] == ["U_CHEN", "U_TOMAS"]


def test_each_absence_has_one_reason(sev: Policy) -> None:
    given = [row.given_when for row in sev.hand_over_reason if row.given_when]
    assert sorted(given) == sorted(Absence)


BACK = {
    "in the day, tomorrow": ("2026-11-23 12:00", (), "Tue 2026-11-24 09:00"),
    "at night, in the morning": ("2026-11-23 22:00", (), "Tue 2026-11-24 09:00"),
    "on Friday, on Monday": ("2026-11-20 12:00", (), "Mon 2026-11-23 09:00"),
    "on leave, when it is over": (
        "2026-11-23 00:00",
        (("2026-11-23", "2026-11-24"),),
        "Wed 2026-11-25 09:00",
    ),
    "one leave after the other": (
        "2026-11-23 00:00",
        (("2026-11-23", "2026-11-24"), ("2026-11-25", "2026-11-25")),
        "Fri 2026-11-27 09:00",
    ),
}


@pytest.mark.parametrize("case", BACK)
def test_when_somebody_is_back(case: str) -> None:
    now, leave, back = BACK[case]
    moment: datetime = at(now)
    assert read(a_calendar(leave=leave).back_at(moment)) == back


@pytest.mark.parametrize(
    ("known", "suggested"),
    [
        ({Who.CSM: "U_BRUNO", Who.RAISER: "U_DANA"}, "U_BRUNO"),
        ({Who.CSM: "U_CASEY", Who.RAISER: "U_DANA"}, "U_DANA"),
        ({Who.CSM: "U_NOBODY", Who.RAISER: "U_DANA"}, "U_DANA"),
        ({}, "U_MAYA"),
    ],
    ids=["their CSM", "a CSM who left", "a CSM whom nobody knows", "nobody raised it"],
)
def test_who_is_suggested_as_the_dri(sev: Policy, known: dict[Who, str], suggested: str) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, [GONE])
    found = suggest_dri(sev, roster, known, {}, NOON)
    assert (found.person if found else None) == suggested
