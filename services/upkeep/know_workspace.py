"""Remember the one Slack workspace that a database serves; another one's token is refused."""

from __future__ import annotations

from dataclasses import asdict

from models.database import Database
from models.queries.insert_once import insert_once
from models.queries.lanes import the_workspace
from models.workspace import Workspace
from services.slack_port import Identity

_PASSING = ("enterprise_id", "scopes")


class OtherWorkspaceError(Exception):
    """The token is of another workspace than the database: its people and channels are other ones."""


def know_workspace(database: Database, identity: Identity) -> None:
    """Remember it at the first start. Raises OtherWorkspaceError where another one is known.

    A token that works lifts a pause: what waited leaves now.
    """
    facts = {name: value for name, value in asdict(identity).items() if name not in _PASSING}
    with database.write() as session:
        # Of two processes that start at once on an empty database, one remembers it and the other knows it.
        if insert_once(session, Workspace, {"id": 1, "paused": None, "paused_until": 0.0, **facts}):
            return
        known = session.get_one(Workspace, 1)
        if known.team_id != identity.team_id:
            raise OtherWorkspaceError(
                f"this database serves the workspace {known.team_name} ({known.team_id}), and the token "
                f"is of {identity.team_name} ({identity.team_id}). Use that one's token, or another database"
            )
        for name, value in facts.items():
            setattr(known, name, value)
        known.paused, known.paused_until = None, 0.0


def known_workspace(database: Database) -> Identity | None:
    """The workspace as remembered; None before the first start."""
    with database.read() as session:
        known = the_workspace(session)
        if known is None:
            return None
        return Identity(
            team_id=known.team_id,
            team_name=known.team_name,
            url=known.url,
            bot_user_id=known.bot_user_id,
            bot_id=known.bot_id,
            enterprise_id=None,
            scopes=frozenset(),
        )
