"""What is wrong with a policy or a team file, said all at once and each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    """An error refuses the file; a warning is told and lived with."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `where` is "sev.toml:10: severity.sev2.rank", the sentence tells."""

    gravity: Gravity
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


class PolicyErrors(ValueError):
    """A file was refused whole; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
