"""The command line. Exit status 0 done, 1 failed, 2 wrong usage or settings, with every problem at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from bot.accounts import import_file
from bot.cli_rules import policy_group, team_group
from bot.cli_templates import templates_group
from bot.compose import House
from bot.demo.show import show
from bot.doctor import examine
from bot.erasure import erase
from bot.exits import fail, settings_of, starting
from bot.export import FORMATS, export
from bot.logs import start_logging
from bot.os_signals import Signals
from bot.run import run, work
from bot.settings import DatabaseSettings, RuleSettings, Settings
from bot.sqlite_backup import back_up, restore
from bot.start import real_clock
from bot.web import serve_web
from handlers.manifest import app_manifest
from message_templates.documents import document_kinds
from models.migrate import migrate


@click.group()
def heard() -> None:
    """Heard: customer escalations handled in Slack."""


@heard.command("run")
def run_command() -> None:
    """Everything in one process: listens, watches the clock, delivers.

    Listens over HTTP on PORT always; to Slack by Socket Mode where SLACK_APP_TOKEN is set.
    """
    settings = settings_of(Settings)
    signals = Signals()

    def ready(house: House, _port: int) -> None:
        signals.on_hangup = house.reload_now

    with starting():
        run(settings, signals.stop, ready=ready)


@heard.command("web")
def web_command() -> None:
    """Listens only: Slack over HTTP, health, metrics. As many as wanted, on PostgreSQL."""
    settings = settings_of(Settings)
    with starting():
        serve_web(settings)


@heard.command("worker")
def worker_command() -> None:
    """Watches the clock and delivers only. As many as wanted, on PostgreSQL."""
    settings = settings_of(Settings)
    signals = Signals()

    def ready(house: House) -> None:
        signals.on_hangup = house.reload_now

    with starting():
        work(settings, signals.stop, ready=ready)


@heard.command("migrate")
def migrate_command() -> None:
    """Bring the database to the current schema; two at once wait for each other."""
    settings = settings_of(DatabaseSettings)
    try:
        migrate(settings.database_address)
    except OperationalError as error:
        fail([f"DATABASE_URL: the database cannot be migrated: {error.orig}"], 1)
    click.echo("The database has the current schema.")


@heard.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Copy the SQLite database to FILE, whole and checked, while it is used."""
    settings = settings_of(DatabaseSettings)
    with starting():
        back_up(settings, file)
    click.echo(f"{file} holds the database as it stands now. It holds what customers said: keep it safe.")


@heard.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Put the backup FILE in the SQLite database's place. Stop `run` first; nothing is said twice."""
    settings = settings_of(Settings)
    with starting():
        aside = restore(settings, file, real_clock())
    if aside is not None:
        click.echo(f"The database that was there is kept as {aside}.")
    click.echo("Restored. Start Heard again: python -m bot run")


@heard.command("erase")
@click.option(
    "--account",
    required=True,
    metavar="ID",
    help="The customer's name, or the CRM's id.",
)
def erase_command(account: str) -> None:
    """Erase one customer's words; the audit trail keeps who did what when. There is no way back."""
    settings = settings_of(DatabaseSettings)
    with starting():
        done = erase(settings, account, real_clock())
    if done.erased:
        click.echo(f"Erased the customer's words in {', '.join(done.erased)}.")
    if done.contacts:
        click.echo(f"Erased {done.contacts} of their people; your CRM may send them again.")
    if done.erased or done.contacts:
        click.echo("Not touched: what stands in Slack, and backups made before now.")
    if done.still_open:
        fail(
            [f"Still open, and left as it is: {', '.join(done.still_open)}. Resolve it, then erase again."], 1
        )


@heard.command("export")
@click.option("--ref", metavar="ESC-n", help="One escalation; every one, where none is named.")
@click.option(
    "--format", "formats", default="md", show_default=True, help=f"One or several of {', '.join(FORMATS)}."
)
@click.option(
    "--document", default="tracking", show_default=True, type=click.Choice(document_kinds()), help="Which."
)
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="A folder, for more than one.")
def export_command(ref: str | None, formats: str, document: str, to: Path | None) -> None:
    """One escalation's document, or all records.

    md, html and pdf write a document of one escalation, json its whole record; without --ref, json writes every
    record, one a line, and csv a table.
    """
    settings = settings_of(RuleSettings)
    with starting():
        made = export(settings, ref, [word.strip() for word in formats.split(",")], document, real_clock())
    if to is None and len(made) == 1:
        click.echo(made[0].content, nl=False)
        return
    folder = to or Path()
    folder.mkdir(parents=True, exist_ok=True)
    for file in made:
        (folder / file.name).write_bytes(file.content)
        click.echo(f"{folder / file.name}")


heard.add_command(policy_group)
heard.add_command(team_group)
heard.add_command(templates_group)


@heard.group("accounts")
def accounts_group() -> None:
    """What is known of customers."""


@accounts_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def accounts_import(file: Path) -> None:
    """Create or update accounts from FILE.csv, all of it or nothing. An empty cell leaves what is known."""
    settings = settings_of(DatabaseSettings)
    with starting():
        done = import_file(settings, file, real_clock())
    click.echo(f"{done.made} new, {done.changed} changed, {done.same} as they were.")


@heard.command("demo")
@click.option("--speed", default=60.0, show_default=True, help="Business seconds in a second.")
@click.option("--port", default=0, help="Where the page is; any free port, where none is named.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def demo_command(speed: float, port: int, no_browser: bool) -> None:
    """The bot against a pretend Slack on this machine, with a page to use it from."""
    start_logging("WARNING", "text")
    signals = Signals(hangup_stops=True)
    with starting():
        show(signals.stop, speed=speed, port=port, open_page=not no_browser)


@heard.command("doctor")
def doctor_command() -> None:
    """Is it all there? Looks at settings, database, Slack, and every name in policy and team."""
    sys.exit(0 if examine(click.echo) else 1)


@heard.command("manifest")
@click.option("--request-url", metavar="URL", help="Listen over HTTP at this address; else by Socket Mode.")
def manifest_command(request_url: str | None) -> None:
    """Print the manifest to make the Slack app from."""
    click.echo(json.dumps(app_manifest(request_url), indent=2, ensure_ascii=False))
