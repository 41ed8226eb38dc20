"""Small worlds for the policy tests: moments, calendars, and a company whose roles are filled as told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from policy.calendar import BusinessCalendar
from policy.kinds import Weekday
from policy.problems import Problem
from policy.roster import DirectoryPerson, Roster, build_roster, channels_used
from policy.schema import Policy
from policy.team import TeamFile, parse_spans

ROOT = Path(__file__).parents[2]
SEV_TOML = ROOT / "policy" / "sev.toml"
TEAM_TOML = ROOT / "team.example.toml"
NEW_YORK = "America/New_York"
OFFICE_HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:30")


def at(local: str, zone: str = NEW_YORK, fold: int = 0) -> datetime:
    """ "2026-11-23 16:00" in a zone, as an aware UTC datetime."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def read(moment: datetime, zone: str = NEW_YORK) -> str:
    """The moment as people in the zone read it: "Mon 2026-11-23 16:00"."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def a_calendar(
    zone: str = NEW_YORK,
    hours: Mapping[str, str] = OFFICE_HOURS,
    holidays: str | None = "US",
    closed: Sequence[str] = (),
    leave: Sequence[tuple[str, str]] = (),
) -> BusinessCalendar:
    """Monday to Friday, 09:00 to 17:30 in New York, unless told otherwise."""
    return BusinessCalendar(
        zone=zone,
        hours=tuple(parse_spans(hours[day]) if day in hours else () for day in Weekday),
        holidays=holidays,
        closed=frozenset(date.fromisoformat(day) for day in closed),
        leave=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in leave),
    )


def somebody(
    name: str,
    *,
    is_bot: bool = False,
    active: bool = True,
    internal: bool = True,
    guest: bool = False,
    zone: str | None = None,
) -> DirectoryPerson:
    """A person of the directory: user id U_NAME, mail name@example.com."""
    return DirectoryPerson(
        f"U_{name.upper()}", name.title(), f"{name}@example.com", zone, is_bot, active, internal, guest
    )


def a_team(policy: Policy, roles: Mapping[str, Sequence[str]], **more: object) -> TeamFile:
    """A team file in which the named people hold the named roles, and every other role is empty."""
    filled = {role: [f"{name}@example.com" for name in roles.get(role, ())] for role in policy.role}
    file: dict[str, object] = {
        "timezone": NEW_YORK,
        "holidays": "US",
        "business_hours": OFFICE_HOURS,
        "channels": {key: f"#{key}" for key in channels_used(policy)},
        "roles": filled,
    }
    return TeamFile.model_validate(file | more)


def a_roster(
    policy: Policy,
    roles: Mapping[str, Sequence[str]],
    people_in_directory: Sequence[DirectoryPerson] = (),
    **more: object,
) -> tuple[Roster, tuple[Problem, ...]]:
    """The roster of such a team, everybody named being known; `people_in_directory` adds or replaces."""
    names = dict.fromkeys(name for members in roles.values() for name in members)
    directory = {person.user_id: person for person in (*map(somebody, names), *people_in_directory)}
    channels = {key: f"C_{key.upper()}" for key in channels_used(policy)}
    return build_roster(policy, a_team(policy, roles, **more), directory.values(), {}, channels)


FULL_COMPANY: Mapping[str, Sequence[str]] = {
    "csm": ["casey"],
    "senior_csm": ["bruno"],
    "support_agent": ["sam"],
    "csm_manager": ["maya"],
    "cs_director": ["dana"],
    "vp_cs": ["vera"],
    "engineering_lead": ["elif"],
    "engineering_manager": ["emil"],
    "vp_engineering": ["viktor"],
    "cro": ["rosa"],
    "ceo": ["chen"],
    "cto": ["tomas"],
    "admin": ["ada"],
}


def line_of(text: str, wanted: str, after: str = "") -> int:
    """The number of the first line that begins so, below the line `after`."""
    lines = text.splitlines()
    start = lines.index(after) if after else 0
    return next(n for n, line in enumerate(lines, 1) if n > start and line.startswith(wanted))


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first occurrence replaced; what is to be replaced must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text
