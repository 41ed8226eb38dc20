"""Accounts from a CSV file: every bad row is named, and nothing is half-imported. Row X2."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from models.database import Database
from services.accounts.given import AccountGiven, given_or_faults
from services.accounts.staged import stage, write_staged

TRIES = 5
"""How often it is compared anew where somebody wrote meanwhile."""

COLUMNS = tuple(AccountGiven.model_fields)
CONTACT = ("name", "email", "role", "preferred")
"""What a contact is written as, with bars between: Priya Raman | priya@acme.com | executive | call; next one."""


class CsvError(ValueError):
    """The file cannot be imported; `faults` has a line for each thing that is wrong, with the file's line number."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class MeanwhileError(RuntimeError):
    """Other systems said something of these accounts each time, between reading and writing. Nothing was kept."""


@dataclass(frozen=True)
class Imported:
    """How many accounts were new, how many have another value somewhere, how many are as they were."""

    made: int
    changed: int
    same: int


def import_accounts(database: Database, name: str, text: str, now: datetime) -> Imported:
    """All of it, or nothing. `name` is the file's, for the faults. Raises CsvError; MeanwhileError.

    An empty cell says nothing: what is known stays. All is read and compared before the one transaction that writes it:
    10 000 accounts hold SQLite's only writer for less than a second.
    """
    numbers, given = _read(name, text)
    for _ in range(TRIES):
        with database.read() as session:
            staged = stage(session, given, as_of=now, now=now)
        if staged.faults:
            raise CsvError([f"{name}:{numbers[row]}: {fault}" for row, fault in staged.faults.items()])
        with database.write() as session:
            if write_staged(session, staged):
                made = sum(row.id is None for row in staged.rows)
                changed = sum(row.changed for row in staged.rows if row.id is not None)
                return Imported(made, changed, len(staged.rows) - made - changed)
    raise MeanwhileError


def _read(name: str, text: str) -> tuple[list[int], list[AccountGiven]]:
    rows = _rows(text)
    header = next(rows, None)
    if header is None:
        raise CsvError([f"{name}: is empty: the first line names the columns, such as account,name,arr"])
    columns = [column.strip().lower() for column in header[1]]
    faults = list(_faults_of_header(name, columns))
    numbers, given, seen = [], [], dict[str, int]()
    for number, cells in rows if not faults else ():
        data, wrong = _data(columns, cells)
        found = wrong or given_or_faults(data)
        if isinstance(found, list):
            faults += [f"{name}:{number}: {fault}" for fault in found]
            continue
        if found.account in seen:
            faults.append(
                f"{name}:{number}: account: {found.account} stands in line {seen[found.account]} already"
            )
        seen.setdefault(found.account, number)
        numbers.append(number)
        given.append(found)
    if faults:
        raise CsvError(faults)
    return numbers, given


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that has any; commas, or what a spreadsheet writes in their place."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise CsvError([f"line {reader.line_num}: cannot be read: {error}"]) from None


def _faults_of_header(name: str, columns: Sequence[str]) -> Iterator[str]:
    for column in sorted(set(columns) - set(COLUMNS)):
        close = get_close_matches(column, COLUMNS, n=1)
        meant = f"did you mean {close[0]}?" if close else f"there is: {', '.join(COLUMNS)}"
        yield f"{name}:1: no column is called {column or 'nothing'}: {meant}"
    for column in sorted({column for column in columns if columns.count(column) > 1}):
        yield f"{name}:1: {column} stands there twice"
    if "account" not in columns:
        yield f"{name}:1: account: is missing: the CRM's id of the account, or its domain"


def _data(columns: Sequence[str], cells: Sequence[str]) -> tuple[Mapping[str, object], list[str]]:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return {}, [
            f"has {len(cells)} cells, and there are {len(columns)} columns: is a comma not in quotes?"
        ]
    data: dict[str, object] = {
        column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()
    }
    if "contacts" in data:
        data["contacts"] = [_contact(words) for words in str(data["contacts"]).split(";") if words.strip()]
    return data, []


def _contact(words: str) -> dict[str, str]:
    parts = [part.strip() for part in words.split("|")]
    named = {name: part for name, part in zip(CONTACT, parts, strict=False) if part}
    return named | ({"too_many_bars": words} if len(parts) > len(CONTACT) else {})
