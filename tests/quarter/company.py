"""The company: who holds which role, where they live, who stands in, who is away when; and its office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from models.database import Database
from models.directory import KnownPerson
from policy.load import content_hash, load_policy, load_team
from policy.roster import DirectoryPerson, build_roster
from services.office import Office, Rulebook, Rules
from tests.builders.office import CHANNELS

PLACES = {"London": ("Europe/London", "GB-ENG"), "Berlin": ("Europe/Berlin", "DE"),
          "New York": ("America/New_York", "US")}  # fmt: skip


@dataclass(frozen=True)
class Colleague:
    """One of the 24; `group` is what the bounds are written for."""

    name: str
    place: str
    roles: tuple[str, ...]
    group: str

    @property
    def user_id(self) -> str:
        """Their id in Slack."""
        return f"U{self.name.upper()}"

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.name}@heard.example"


def _all(place: str, group: str, roles: str, names: str) -> list[Colleague]:
    return [Colleague(name, place, tuple(roles.split()), group) for name in names.split()]


STAFF = (
    *_all("London", "DRI", "csm", "casey clara dev gina"),
    *_all("Berlin", "DRI", "csm", "anna erik"),
    *_all("New York", "DRI", "csm", "ben fay"),
    *_all("London", "DRI", "senior_csm", "bruno"),
    *_all("New York", "DRI", "senior_csm", "hana"),
    *_all("London", "DRI", "support_agent", "sam"),
    *_all("Berlin", "DRI", "support_agent", "ivan"),
    *_all("New York", "DRI", "support_agent", "jo"),
    *_all("London", "manager", "csm_manager", "maya"),
    *_all("New York", "manager", "csm_manager", "kim"),
    *_all("Berlin", "manager", "engineering_lead", "elif"),
    *_all("London", "manager", "engineering_lead", "liam"),
    *_all("Berlin", "manager", "engineering_manager", "emil"),
    *_all("London", "director", "cs_director", "dana"),
    *_all("New York", "director", "vp_cs admin", "vera"),
    *_all("Berlin", "director", "vp_engineering", "viktor"),
    *_all("New York", "executive", "cro", "rosa"),
    *_all("London", "executive", "ceo", "nora"),
    *_all("Berlin", "executive", "cto", "tomas"),
)
DRIS = tuple(person for person in STAFF if person.group == "DRI")
ENGINEERS = tuple(person for person in STAFF if person.roles[0].startswith("engineering"))
GROUP_OF = {person.user_id: person.group for person in STAFF}

ROLES = ("csm", "senior_csm", "support_agent", "csm_manager", "cs_director", "vp_cs", "engineering_lead",
         "engineering_manager", "vp_engineering", "cro", "ceo", "cto", "admin")  # fmt: skip


def a_company(url: str, folder: Path, random: Random, start: datetime, length: timedelta) -> Office:
    """An office at work on an empty, migrated database. `folder` is for the team file."""
    team_file = folder / "team.toml"
    team_file.write_text("\n".join(_team(random, start.date(), length)) + "\n")
    policy = load_policy("sev")
    team = load_team(team_file, policy)
    directory = [
        DirectoryPerson(
            person.user_id,
            person.name.title(),
            person.email,
            PLACES[person.place][0],
            False,
            True,
            True,
            False,
        )
        for person in STAFF
    ]
    roster, problems = build_roster(policy, team, directory, {}, CHANNELS)
    assert not [problem for problem in problems if problem.gravity == "error"], problems
    database = Database(url, threads=4)
    with database.write() as session:
        session.add_all(KnownPerson(**vars(person), seen_at=0.0) for person in directory)
    return Office(database, Rulebook(Rules(policy, roster, content_hash(policy), content_hash(team))))


def _team(random: Random, start: date, length: timedelta) -> Iterator[str]:
    """Everybody has a stand-in of the same group; half of them are on leave for a week or two."""
    yield 'timezone = "Europe/London"\nholidays = "GB-ENG"\n[business_hours]'
    yield from (f'{day} = "09:00-17:30"' for day in ("mon", "tue", "wed", "thu", "fri"))
    yield "[channels]"
    keys = {"escalations-tier-2": "tier_2", "escalations-tier-3": "tier_3", "escalations-exec": "tier_4",
            "support-leads": "support", "engineering-escalations": "engineering", "heard-ops": "ops"}  # fmt: skip
    yield from (f'{keys.get(name, name)} = "#{name}"' for name in CHANNELS)
    yield "[roles]"
    for role in ROLES:
        held = [f'"{person.email}"' for person in STAFF if role in person.roles]
        yield f"{role} = [{', '.join(held)}]"
    for person in STAFF:
        zone, holidays = PLACES[person.place]
        peers = [other for other in STAFF if other.group == person.group and other != person]
        yield f'[people."{person.email}"]\ntimezone = "{zone}"\nholidays = "{holidays}"'
        yield f'cover = "{random.choice(peers).email}"'
        if random.random() < 0.5:
            first = start + random.random() * (length - timedelta(days=14))
            yield f'leave = ["{first}/{first + timedelta(days=random.choice((4, 11)))}"]'
