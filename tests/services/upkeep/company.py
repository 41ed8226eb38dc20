"""A company: its team file, the Slack it speaks of, and what the database remembers of both."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from models.database import Database
from policy.load import load_policy, load_team
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Office, Rulebook
from services.upkeep.check_setup import Check, check_names
from services.upkeep.draw_up_rules import DrawnUp, draw_up
from services.upkeep.reload_rules import RuleFiles, Seen, keep_versions, reload_rules
from services.upkeep.sync_directory import Survey, sync_directory
from tests.builders.escalations import MONDAY
from tests.builders.office import TEAM
from tests.services.directory_of_slack import DirectoryOfSlack

NAMED = ("casey", "bruno", "sam", "maya", "dana", "vera", "elif", "emil", "viktor", "rosa", "tomas")
CHANNELS = (
    "escalations", "escalations-tier-2", "escalations-tier-3", "escalations-exec", "product", "finance", "legal",
    "support-leads", "engineering-escalations", "heard-ops",
)  # fmt: skip


class Company:
    """A team file, the Slack it speaks of, and the database that remembers what was found."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.slack = database, DirectoryOfSlack()
        self.policy: Policy = load_policy("sev")
        self.team_file = folder / "team.toml"
        self.team_file.write_text(TEAM.read_text())
        self.files = RuleFiles("sev", self.team_file)
        self.slept: list[float] = []
        for handle in NAMED:
            self.slack.person(handle)
        for name in CHANNELS:
            self.slack.channel(name)

    @property
    def team(self) -> TeamFile:
        return load_team(self.team_file, self.policy)

    def rewrite(self, old: str, new: str) -> None:
        """Change the team file."""
        text = self.team_file.read_text()
        assert old in text
        self.team_file.write_text(text.replace(old, new))

    def sync(self, *, unknown_only: bool = False, join: bool = True) -> Survey:
        """Look everything up; no waiting."""
        self.slack.asked.clear()
        return sync_directory(
            self.database, self.slack, self.policy, self.team,
            unknown_only=unknown_only, join=join, sleep=self.slept.append,
        )  # fmt: skip

    def open(self) -> Office:
        """Start work by the files as they are."""
        self.sync()
        drawn = self.rules()
        assert drawn.usable, drawn.problems
        with self.database.write() as session:
            keep_versions(session, self.files, drawn.rules, MONDAY)
        return Office(self.database, Rulebook(drawn.rules))

    def look(self, office: Office, seen: Seen, now: datetime = MONDAY) -> Seen:
        """Look at the files once more."""
        return reload_rules(office, self.slack, self.files, seen, now)

    def rules(self) -> DrawnUp:
        """What follows from it."""
        return draw_up(self.database, self.policy, self.team)

    def problems(self, where: str) -> str:
        """What is wrong there."""
        return "\n".join(problem.sentence for problem in self.rules().problems if problem.where == where)

    def check(self, what: str) -> Check:
        """One row of the setup."""
        (found,) = (check for check in self.checks() if check.what.startswith(what))
        return found

    def checks(self) -> tuple[Check, ...]:
        """The setup."""
        return check_names(self.database, self.policy, self.team)
