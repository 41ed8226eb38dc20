"""An office on a real database: the `sev` policy, a team in London, and everybody in the directory."""

from __future__ import annotations

from pathlib import Path

from models.database import Database
from models.directory import KnownPerson
from policy.load import content_hash, load_policy, load_team
from policy.roster import DirectoryPerson, build_roster
from services.office import Office, Rulebook, Rules

TEAM = Path(__file__).with_name("team.toml")

CASEY, BRUNO, SAM, MAYA, DANA, VERA = "UCASEY", "UBRUNO", "USAM", "UMAYA", "UDANA", "UVERA"
ELIF, EMIL, VIKTOR, TOMAS, ROSA, NORA = "UELIF", "UEMIL", "UVIKTOR", "UTOMAS", "UROSA", "UNORA"
PRIYA, GUEST, ROBOT, GONE = "UPRIYA", "UGUEST", "UROBOT", "UGONE"

COLLEAGUES = (CASEY, BRUNO, SAM, MAYA, DANA, VERA, ELIF, EMIL, VIKTOR, TOMAS, ROSA, NORA)

CHANNELS = {
    "escalations": "CHOME",
    "escalations-tier-2": "CTIER2",
    "escalations-tier-3": "CTIER3",
    "escalations-exec": "CEXEC",
    "finance": "CFINANCE",
    "legal": "CLEGAL",
    "product": "CPRODUCT",
    "support-leads": "CSUPPORT",
    "engineering-escalations": "CENGINEERING",
    "heard-ops": "COPS",
}


def _known(user_id: str, **differs: bool) -> DirectoryPerson:
    name = user_id[1:].lower()
    facts = {"is_bot": False, "active": True, "internal": True, "guest": False} | differs
    return DirectoryPerson(user_id, name.title(), f"{name}@heard.example", "Europe/London", **facts)


PEOPLE = (
    *(_known(user_id) for user_id in COLLEAGUES),
    _known(PRIYA, internal=False),
    _known(GUEST, guest=True),
    _known(ROBOT, is_bot=True),
    _known(GONE, active=False),
)


def the_rules(policy_file: str | Path = "sev", team_file: str | Path = TEAM) -> Rules:
    """A policy with the London team in its roles."""
    policy = load_policy(policy_file)
    team = load_team(team_file, policy)
    roster, problems = build_roster(policy, team, PEOPLE, {}, CHANNELS)
    assert not [problem for problem in problems if problem.gravity == "error"], problems
    return Rules(policy, roster, content_hash(policy), content_hash(team))


def an_office(
    database_url: str, policy_file: str | Path = "sev", team_file: str | Path = TEAM, threads: int = 8
) -> Office:
    """An office at work on `database_url`, with everybody known."""
    database = Database(database_url, threads=threads)
    with database.write() as session:
        session.add_all(
            KnownPerson(
                user_id=person.user_id,
                name=person.name,
                email=person.email,
                zone=person.zone,
                is_bot=person.is_bot,
                active=person.active,
                internal=person.internal,
                guest=person.guest,
                seen_at=0.0,
            )
            for person in PEOPLE
        )
    return Office(database, Rulebook(the_rules(policy_file, team_file)))
