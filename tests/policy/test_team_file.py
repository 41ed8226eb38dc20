"""A team file is taken whole, or refused whole with all that is wrong and where."""

from pathlib import Path

import pytest

from policy.load import load_policy, load_team, shipped_policies
from policy.problems import PolicyErrors
from policy.schema import Policy
from tests.policy.builders import TEAM_TOML, changed, line_of

TEAM = TEAM_TOML.read_text(encoding="utf-8")


def team_refused(tmp_path: Path, policy: Policy, text: str) -> list[str]:
    """What is said about a team file of this text."""
    file = tmp_path / "team.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyErrors) as caught:
        load_team(file, policy)
    return [str(problem).removeprefix(str(file) + ":") for problem in caught.value.problems]


def test_the_team_file_that_is_shown_serves_every_shipped_policy() -> None:
    for name in shipped_policies():
        assert load_team(TEAM_TOML, load_policy(name)).timezone == "America/New_York"


TEAM_WRONG = {
    "a role that the policy uses": (
        ('cto = ["tomas@example.com"]\n', ""),
        "roles.cto: policy sev uses it and this file does not declare it: write cto = [] if nobody holds it",
    ),
    "a channel that the policy uses": (
        ('ops = "#heard-ops"', 'opps = "#heard-ops"'),
        "channels.ops: policy sev uses it and this file does not declare it: name one of your channels",
    ),
    "a zone that is none": (
        ('timezone = "Europe/Berlin"', 'timezone = "Europe/Atlantis"'),
        'people.maya@example.com.timezone: "Europe/Atlantis" is no time zone',
    ),
    "holidays of nowhere": (
        ('holidays = "US" ', 'holidays = "USA-XX" '),
        'holidays: no public holidays are known for "USA-XX"',
    ),
    "hours over midnight": (
        ('mon = "09:00-17:30"', 'mon = "22:00-06:00"'),
        'business_hours.mon: "22:00-06:00" does not end on the day it begins: hours past midnight are',
    ),
    "hours that are none": (
        ('mon = "09:00-17:30"', 'mon = "9 to 5"'),
        "business_hours.mon: not working hours",
    ),
    "stretches that overlap": (
        ('mon = "09:00-17:30"', 'mon = "09:00-13:00, 12:00-17:00"'),
        'business_hours.mon: "12:00-17:00" begins before the stretch in front of it has ended',
    ),
    "a day that is none": (('mon = "09:00', 'monday = "09:00'), "business_hours.monday: should be 'mon'"),
    "leave backwards": (
        ('"2026-12-20/2027-01-02"', '"2027-01-02/2026-12-20"'),
        'people.maya@example.com.leave[0]: "2027-01-02/2026-12-20" ends before it begins',
    ),
    "leave of one date": (
        ('"2026-12-20/2027-01-02"', '"2026-12-20"'),
        "people.maya@example.com.leave[0]: not a leave",
    ),
    "somebody who covers for themselves": (
        ('cover = "bruno@example.com"', 'cover = "Maya@example.com"'),
        "maya@example.com cannot stand in for themselves",
    ),
    "a key that is none": (('cover = "bruno', 'covers = "bruno'), "no such key: did you mean cover?"),
}


@pytest.mark.parametrize(("change", "sentence"), TEAM_WRONG.values(), ids=TEAM_WRONG)
def test_what_is_wrong_with_a_team_file_is_said(
    tmp_path: Path, sev: Policy, change: tuple[str, str], sentence: str
) -> None:
    problems = team_refused(tmp_path, sev, changed(TEAM, change))
    assert len([problem for problem in problems if sentence in problem]) == 1, problems


def test_a_person_s_line_is_found_under_their_quoted_name(tmp_path: Path, sev: Policy) -> None:
    text = changed(TEAM, ('timezone = "Europe/Berlin"', 'timezone = "Mars"'))
    (said,) = team_refused(tmp_path, sev, text)
    assert said.startswith(str(line_of(text, 'timezone = "Mars"')) + ": ")
