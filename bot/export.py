"""`export`: one escalation's document or whole record, or every record, out of the database into files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.settings import RuleSettings
from bot.start import StartError
from message_templates.documents import Document, page
from message_templates.documents_in_typst import typst_source
from models.database import Database
from models.escalation import Escalation
from models.migrate import OlderSchemaError, require_current_schema
from policy.problems import PolicyErrors
from services.documents.make import make_document
from services.documents.whole_record import TABLE_COLUMNS, every_escalation, table_row, whole_record
from services.office import Rules
from services.refusal import Refused
from services.upkeep.draw_up_rules import draw_up
from services.upkeep.reload_rules import RuleFiles

FORMATS = ("md", "html", "pdf", "json", "csv")
OF_ONE, OF_ALL = ("md", "html", "pdf", "json"), ("json", "csv")


class ExportFile(NamedTuple):
    """A file to write."""

    name: str
    content: bytes


def export(
    settings: RuleSettings, ref: str | None, formats: Sequence[str], kind: str, now: datetime
) -> Sequence[ExportFile]:
    """Raises StartError with everything that is wrong. It reads alone: the bot may run meanwhile."""
    possible = OF_ONE if ref is not None else OF_ALL
    wrong = [word for word in formats if word not in possible]
    if wrong:
        which = "one escalation" if ref is not None else "all escalations"
        raise StartError(
            [f"--format: {', '.join(wrong)} is none for {which}; there is {', '.join(possible)}"]
        )
    database = Database(settings.database_address, threads=2)
    try:
        require_current_schema(database)
        rules = draw_up(database, *RuleFiles(settings.heard_policy, settings.heard_team).read()).rules
        with database.read() as session:
            if ref is None:
                return [_all(session, word, rules) for word in formats]
            escalation = _found(session, ref)
            return [_one(session, escalation, word, kind, rules, now) for word in formats]
    except PolicyErrors as error:
        raise StartError([str(problem) for problem in error.problems]) from None
    except Refused as refused:
        raise StartError([refused.sentence.replace("*", "")], status=1) from None
    except OlderSchemaError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None
    except OperationalError as error:
        raise StartError([f"DATABASE_URL: {error.orig}"], status=1) from None
    finally:
        database.close()


def _found(session: Session, ref: str) -> Escalation:
    number = ref.strip().upper().removeprefix("ESC-")
    found = session.get(Escalation, int(number)) if number.isdecimal() and len(number) < 10 else None
    if found is None:
        raise StartError([f"--ref: there is no {ref}; write it as on its card, such as ESC-7"])
    return found


def _one(
    session: Session, escalation: Escalation, word: str, kind: str, rules: Rules, now: datetime
) -> ExportFile:
    ref = escalation.ref.lower()
    if word == "json":
        record = _json(whole_record(session, escalation), indent=2)
        return ExportFile(f"{ref}.json", f"{record}\n".encode())
    made = make_document(session, kind, escalation, rules.policy, rules.roster, now)
    return ExportFile(f"{ref}-{kind.replace('_', '-')}.{word}", _written(made, word))


def _written(made: Document, word: str) -> bytes:
    if word == "pdf":
        return _set_as_pdf(typst_source(made))
    return (page(made) if word == "html" else made.markdown).encode()


def _set_as_pdf(source: str) -> bytes:
    try:
        import typst  # an extra of its own, 20 MB: whoever wants PDF installs it
    except ImportError:
        lacking = "--format: pdf needs one more package: .venv/bin/pip install 'typst>=0.15,<0.16'"
        raise StartError([f"{lacking}; or print the html"], status=1) from None
    return bytes(typst.compile(source.encode(), format="pdf"))


def _all(session: Session, word: str, rules: Rules) -> ExportFile:
    if word == "json":
        lines = (_json(whole_record(session, row)) + "\n" for row in every_escalation(session))
        return ExportFile("escalations.jsonl", "".join(lines).encode())
    return ExportFile("escalations.csv", "".join(_table(session, rules)).encode())


def _table(session: Session, rules: Rules) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TABLE_COLUMNS)
    for row in every_escalation(session):
        writer.writerow([_inert(value) for value in table_row(row, rules.policy)])
    yield out.getvalue()


def _inert(value: str) -> str:
    """A cell that a spreadsheet shows and does not carry out."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
