"""`accounts import`: what is known of customers, from a file into the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot.settings import DatabaseSettings
from bot.start import StartError
from models.database import Database
from models.migrate import OlderSchemaError, require_current_schema
from services.accounts.import_accounts import CsvError, Imported, MeanwhileError, import_accounts


def import_file(settings: DatabaseSettings, file: Path, now: datetime) -> Imported:
    """Import it, while the bot runs or not. Raises StartError with everything that is wrong with it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StartError([f"{file}: is not text in UTF-8: choose that where you save it as CSV"]) from None
    except OSError as error:
        raise StartError([f"{file}: cannot be read: {error.strerror}"]) from None
    database = Database(settings.database_address, threads=2)
    try:
        require_current_schema(database)
        return import_accounts(database, str(file), text, now)
    except CsvError as error:
        raise StartError([*error.faults, "Nothing was imported."]) from None
    except MeanwhileError:
        said = "other systems speak of these accounts without a pause; nothing was imported: try again"
        raise StartError([f"{file}: {said}"], status=1) from None
    except OlderSchemaError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None
    except OperationalError as error:
        raise StartError([f"DATABASE_URL: {error.orig}; nothing was imported"], status=1) from None
    finally:
        database.close()
