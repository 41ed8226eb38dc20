"""`templates`: a team's own drafts: check them, and see how one reads."""

from __future__ import annotations

from pathlib import Path

import click

from bot.exits import fail
from message_templates.draft_samples import SAMPLES
from message_templates.drafts import draft, draft_kinds
from message_templates.own_drafts import faults_of_own_drafts, use_own_drafts

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("templates")
def templates_group() -> None:
    """Your own words: check a folder of drafts, see how one reads."""


@templates_group.command("check")
@click.argument("folder", type=FOLDER)
def templates_check(folder: Path) -> None:
    """Say everything that is wrong with the drafts in FOLDER/drafts; each is tried with three records."""
    faults = faults_of_own_drafts(folder)
    if faults:
        fail(faults, 2)
    click.echo(f"{folder}: can be used. Set HEARD_TEMPLATES={folder}")


@templates_group.command("preview")
@click.argument("name", type=click.Choice(draft_kinds()))
@click.option("--record", default="typical", show_default=True, type=click.Choice(list(SAMPLES)))
@click.option(
    "--folder", envvar="HEARD_TEMPLATES", type=FOLDER, help="Yours; the shipped ones, where none is named."
)
def templates_preview(name: str, record: str, folder: Path | None) -> None:
    """Print the draft NAME as it reads of a record: a full one, one of minutes, or the longest there may be."""
    faults = use_own_drafts(folder)
    made = draft(name, SAMPLES[record])
    click.echo(f"{made.subject}\n\n{made.words}")
    if faults:
        fail([*faults, "The shipped draft stands in place of each of these."], 1)
