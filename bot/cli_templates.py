"""`templates`: a team's own words: check them, and see how one reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from bot.exits import fail
from message_templates.own import own_words, use_own_words
from message_templates.previews import AmbiguousNameError, UnknownNameError, preview
from message_templates.samples.messages import RECORDS

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("templates")
def templates_group() -> None:
    """Your own words: check a folder of them, see how one reads."""


@templates_group.command("check")
@click.argument("folder", type=FOLDER, envvar="HEARD_TEMPLATES")
def templates_check(folder: Path) -> None:
    """Say everything that is wrong with the words in FOLDER; each is tried with three records."""
    check_words(folder, click.echo)


def check_words(folder: Path, say: Callable[[str], object]) -> None:
    """Say what is used of the folder; what is wrong ends the command."""
    found = own_words(folder)
    if found.faults:
        fail(list(found.faults), 2)
    say(f"{folder}: can be used. Set HEARD_TEMPLATES={folder}")


@templates_group.command("preview")
@click.argument("name")
@click.option("--record", default=RECORDS[0], show_default=True, type=click.Choice(RECORDS))
@click.option(
    "--folder", envvar="HEARD_TEMPLATES", type=FOLDER, help="Yours; the shipped ones, where none is named."
)
@click.option("--blocks", is_flag=True, help="A message as Block Kit: for Slack's Block Kit Builder.")
def templates_preview(name: str, record: str, folder: Path | None, blocks: bool) -> None:
    """Print NAME as it reads of a record: a full one, one of minutes, or the longest there may be.

    NAME is that of a message (card), or drafts/update, documents/tracking, forms/resolve, sentences/not_named,
    timeline/opened; the folder may be left out where only one thing is called so.
    """
    faults = use_own_words(folder).faults
    try:
        shown = preview(name, record)
    except (UnknownNameError, AmbiguousNameError) as error:
        fail([str(error)], 2)
    if blocks and not shown.blocks:
        fail([f"{name}: only a message has blocks"], 2)
    click.echo(json.dumps({"blocks": shown.blocks}, indent=2, ensure_ascii=False) if blocks else shown.text)
    if faults:
        fail([*faults, "The shipped words stand in place of each of these."], 1)
