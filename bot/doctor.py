"""`doctor`: is it all there? Looks at everything, changes nothing in Slack, and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.logs import masked, start_logging
from bot.settings import Settings, SettingsError
from bot.slack_gateway import SlackGateway
from bot.start import open_gateway, rule_files
from handlers.manifest import app_manifest
from message_templates.own import own_words
from models.database import Database
from models.migrate import OlderSchemaError, migrate, require_current_schema
from models.queries import accounts, people
from policy.load import content_hash
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.team import TeamFile
from services.slack_port import SlackError
from services.upkeep.beat import living
from services.upkeep.check_setup import Check, Standing, check_accounts, check_names
from services.upkeep.know_workspace import known_workspace
from services.upkeep.sync_directory import sync_directory

MARKS = {Standing.GOOD: "✓", Standing.WARNING: "!", Standing.BAD: "✗"}


def examine(say: Callable[[str], object]) -> bool:
    """Say how everything stands, heading by heading; False where something is bad."""
    heading, good = "", True
    for check in _checks():
        if check.about != heading:
            heading = check.about
            say(heading)
        says = f"  {check.says}" if check.says else ""
        say(masked(f"  {MARKS[check.standing]} {check.what}{says}"))
        good = good and check.standing is not Standing.BAD
    say("All there." if good else "Put right what is marked ✗ and run this again.")
    return good


def _checks() -> Iterator[Check]:
    try:
        settings = Settings.read()
    except SettingsError as error:
        for line in error.problems:
            name, _, says = line.partition(": ")
            yield _bad("settings", name, says)
        return
    start_logging("ERROR", settings.log_format)
    yield _good("settings", "all that is needed is set", "")
    for name in settings.not_used_yet:
        yield Check("settings", name, Standing.WARNING, "nothing uses it yet")
    database = None
    for found in _database(settings):
        if isinstance(found, Database):
            database = found
        else:
            yield found
    files: tuple[Policy, TeamFile] | None = None
    try:
        files = rule_files(settings).read()
        yield _good("policy and team", f"{files[0].name}, {settings.heard_team}", "")
    except PolicyErrors as error:
        for problem in error.problems:
            yield _bad("policy and team", problem.where, problem.sentence)
    yield from _own_words(settings)
    slack = open_gateway(settings)
    connected = True
    for check in _slack(settings, slack, database):
        connected = connected and check.standing is not Standing.BAD
        yield check
    if files is not None and connected:
        yield from _names(database, slack, *files)
    if database is not None:
        yield from _replicas(database, files)
        yield from _accounts(database)
        database.close()


def _own_words(settings: Settings) -> Iterator[Check]:
    """A team's own words: a faulty file is not used, and the shipped one stands in its place."""
    folder = settings.heard_templates
    if folder is None:
        return
    found = own_words(folder)
    for fault in found.faults:
        yield _bad("templates", "HEARD_TEMPLATES", fault)
    if found.used:
        yield _good("templates", str(folder), f"in place of the shipped words: {', '.join(found.used)}")


def _database(settings: Settings) -> Iterator[Check | Database]:
    """Checks, and the database itself where it can be used."""
    address = make_url(settings.database_address)
    what = address.render_as_string(hide_password=True)
    if settings.on_sqlite and not Path(address.database or "").exists():
        yield Check("database", what, Standing.WARNING, "is not there yet: python -m bot run makes it")
        return
    database = Database(settings.database_address, threads=4)
    try:
        require_current_schema(database)
    except OlderSchemaError as error:
        yield _bad("database", what, str(error))
    except OperationalError as error:
        yield _bad("database", what, f"cannot be opened: {str(error.orig).splitlines()[0]}")
    else:
        yield _good("database", what, "has the current schema")
        yield database


def _accounts(database: Database) -> Iterator[Check]:
    """What is known of customers; a company may do without."""
    with database.read() as session:
        yield from check_accounts(session)
        emails = accounts.emails_named(session)
        strangers = sorted(emails - set(people.by_email(session, emails)))
    for email in strangers[:5]:
        yield Check("accounts", email, Standing.WARNING, "looks after an account and was not seen in Slack")


def _slack(settings: Settings, slack: SlackGateway, database: Database | None) -> Iterator[Check]:
    try:
        identity = slack.auth_test()
    except SlackError as error:
        yield _bad("slack", "SLACK_BOT_TOKEN", f"did not work: {error.code}")
        return
    known = known_workspace(database) if database else None
    if known is not None and known.team_id != identity.team_id:
        yield _bad("slack", identity.team_name, f"is not the workspace of this database, {known.team_name}")
        return
    yield _good("slack", identity.team_name, "takes the token")
    wanted = app_manifest()["oauth_config"]["scopes"]["bot"]
    missing = sorted(set(wanted) - identity.scopes)
    if missing and identity.scopes:
        says = f"the token lacks {', '.join(missing)}: update the app by python -m bot manifest"
        yield _bad("slack", "scopes", says)
    else:
        yield _good("slack", "scopes", "all that are used")
    if settings.slack_app_token is not None:
        yield _socket_mode(settings, settings.slack_app_token.get_secret_value())


def _socket_mode(settings: Settings, token: str) -> Check:
    try:
        WebClient(base_url=settings.slack_api_url, timeout=10).apps_connections_open(app_token=token)
    except SlackApiError as error:
        return _bad("slack", "SLACK_APP_TOKEN", f"did not work: {error.response['error']}")
    except (SlackClientError, OSError) as error:
        return _bad("slack", "SLACK_APP_TOKEN", f"did not work: {error}")
    return _good("slack", "SLACK_APP_TOKEN", "opens a connection")


def _names(database: Database | None, slack: SlackGateway, policy: Policy, team: TeamFile) -> Iterator[Check]:
    """Asks Slack for every name; without a usable database the answers are kept in one for the moment."""
    with TemporaryDirectory() as folder:
        if database is None:
            address = f"sqlite:///{folder}/doctor.db"
            migrate(address)
            book = Database(address, threads=2)
        else:
            book = database
        survey = sync_directory(book, slack, policy, team, join=False)
        yield from check_names(book, policy, team)
        for entry, code in survey.unanswered.items():
            yield Check("not answered", entry, Standing.WARNING, f"Slack said {code}: shown as last seen")
        if book is not database:
            book.close()


def _replicas(database: Database, files: tuple[Policy, TeamFile] | None) -> Iterator[Check]:
    try:
        with database.read() as session:
            replicas = living(session)
    except SQLAlchemyError:
        return
    here = (content_hash(files[0]), content_hash(files[1])) if files else None
    for replica in replicas:
        same = here is None or (replica.policy_hash, replica.team_hash) == here
        says = f"policy {replica.policy_hash[:12]}, team {replica.team_hash[:12]}, {replica.age:.0f} s ago"
        yield Check(
            "processes",
            f"{replica.role} {replica.name}",
            Standing.GOOD if same else Standing.WARNING,
            says if same else f"{says}: these are not the files that are here",
        )


def _good(about: str, what: str, says: str) -> Check:
    return Check(about, what, Standing.GOOD, says)


def _bad(about: str, what: str, says: str) -> Check:
    return Check(about, what, Standing.BAD, says)
