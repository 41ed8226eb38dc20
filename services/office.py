"""What every verb works with: the database, the rules in force, and Slack's directory."""

from __future__ import annotations

from dataclasses import dataclass

from models.database import Database
from policy.roster import Roster
from policy.schema import Policy


@dataclass(frozen=True)
class Rules:
    """A policy and the people who fill its roles, with the hashes of the files they came from."""

    policy: Policy
    roster: Roster
    policy_hash: str
    team_hash: str


class Rulebook:
    """The rules in force. They change whole or not at all: a reader takes `current` once and keeps to it."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    @property
    def current(self) -> Rules:
        return self._rules

    def replace(self, rules: Rules) -> None:
        """From the next verb on, these are the rules."""
        self._rules = rules


@dataclass(frozen=True)
class Office:
    """One database and the rules it is run by.

    `speed` is how many seconds of business time pass in one of a person's: one, but in the demo.
    """

    database: Database
    rulebook: Rulebook
    speed: float = 1.0
