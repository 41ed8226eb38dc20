"""How a command ends where something is wrong: every problem at once. Status 1 failed, 2 wrong usage or settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import click

from bot.logs import masked, start_logging
from bot.settings import DatabaseSettings, SettingsError
from bot.start import StartError
from policy.problems import PolicyErrors

Some = TypeVar("Some", bound=DatabaseSettings)


def settings_of(kind: type[Some]) -> Some:
    """The settings, and logging as they say; ends the program where they are wrong."""
    try:
        settings = kind.read()
    except SettingsError as error:
        fail(error.problems, 2)
    start_logging(settings.log_level, settings.log_format)
    return settings


def fail(problems: list[str], status: int) -> NoReturn:
    """Say every problem on standard error, secrets hidden, and end with this status."""
    for problem in problems:
        click.echo(masked(problem), err=True)
    sys.exit(status)


@contextmanager
def starting() -> Iterator[None]:
    """What keeps the program from starting ends it, with the status that belongs to it."""
    try:
        yield
    except StartError as error:
        fail(error.problems, error.status)


@contextmanager
def reading() -> Iterator[None]:
    """What is wrong with a policy or a team file ends the program."""
    try:
        yield
    except PolicyErrors as error:
        fail([str(problem) for problem in error.problems], 2)
