"""`erase`: one customer's words, gone from the database at somebody's request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import OperationalError

from bot.settings import DatabaseSettings
from bot.start import StartError
from models.database import Database
from models.migrate import OlderSchemaError, require_current_schema
from services.erase import Erased, erase_account


def erase(settings: DatabaseSettings, account: str, now: datetime) -> Erased:
    """Erase it, while the bot runs or not. Raises StartError where there is no such customer, or no database."""
    database = Database(settings.database_address, threads=2)
    try:
        require_current_schema(database)
        done = erase_account(database, account, now)
    except OlderSchemaError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None
    except OperationalError as error:
        raise StartError([f"DATABASE_URL: {error.orig}; nothing was erased"], status=1) from None
    finally:
        database.close()
    if not done.known:
        raise StartError(
            [f"{account}: no customer is called that; write the name as it is on the card, or the CRM's id"]
        )
    return done
