"""A CSV file of accounts: taken whole, or refused with every bad row named. Row X2."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from models.account import Account
from models.queries import accounts
from services.accounts.given import AccountGiven
from services.accounts.import_accounts import CsvError, Imported, import_accounts
from services.accounts.staged import stage, write_staged
from services.office import Office
from tests.bot.running import bare_shell
from tests.builders.accounts import an_account, said_of, the_account
from tests.builders.escalations import MONDAY
from tests.builders.office import an_office

HEADER = "account,name,domain,arr,named,contacts\n"
GOOD = HEADER + (
    '001A,Acme Ltd,acme.example,240000,yes,"Priya Raman | priya@acme.example | champion | call; Tom"\n'
    "globex.example,Globex,,12000,,\n"
)


def command(folder: Path, database_url: str) -> subprocess.CompletedProcess[str]:
    """`accounts import accounts.csv`, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "accounts", "import", "accounts.csv"],
        cwd=folder,
        env=bare_shell({"DATABASE_URL": database_url}),
        capture_output=True,
        text=True,
        timeout=60,
    )


def imported(office: Office, text: str) -> Imported:
    return import_accounts(office.database, "accounts.csv", text, MONDAY)


def faults_of(office: Office, text: str) -> list[str]:
    """What is wrong with the file; nothing of it may be kept."""
    with office.database.read() as session:
        before = session.scalar(select(func.count()).select_from(Account))
    with pytest.raises(CsvError) as error:
        imported(office, text)
    with office.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == before
    return list(error.value.faults)


def test_accounts_are_made_and_brought_up_to_date(database_url: str) -> None:
    office = an_office(database_url)
    assert imported(office, GOOD) == Imported(made=2, changed=0, same=0)
    assert imported(office, GOOD.replace("240000", "250000")) == Imported(made=0, changed=1, same=1)
    acme = the_account(office)
    assert (acme.external_id, acme.arr, acme.named) == ("001A", 250_000, True)
    assert the_account(office, "globex.example").external_id is None
    with office.database.read() as session:
        people = [
            (row.name, row.email, row.role, row.preferred) for row in accounts.contacts_of(session, acme.id)
        ]
    assert people == [("Priya Raman", "priya@acme.example", "champion", "call"), ("Tom", None, None, None)]


def test_an_empty_cell_leaves_what_is_known(database_url: str) -> None:
    office = an_office(database_url)
    an_account(office)
    imported(office, HEADER + "001A,,,,,\n")
    assert the_account(office).arr == 240_000


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_a_spreadsheet_writes_is_read(database_url: str, delimiter: str) -> None:
    office = an_office(database_url)
    text = "\ufeffAccount,Name,ARR\r\n001A,Acme Ltd,5\r\n\r\n".replace(",", delimiter)
    assert imported(office, text).made == 1


def test_every_bad_row_is_named_with_its_line_and_nothing_is_kept(database_url: str) -> None:
    office = an_office(database_url)
    text = (
        HEADER
        + '001A,"Acme\nLtd",acme.example,two,yes,\n'
        + "002B,Fine,,1,,\n"
        + ",No id,no domain,1,perhaps,\n"
        + "002B,Again,,1,,\n"
        + "003C,Too,,1,,,many,cells\n"
        + "004D,Bars,,1,,a|b|c|d|e\n"
    )
    assert faults_of(office, text) == [
        "accounts.csv:2: arr: should be a valid integer, unable to parse string as an integer",
        "accounts.csv:5: account: is missing",
        'accounts.csv:5: domain: "no domain" is no domain: write one like acme.com',
        "accounts.csv:5: named: should be a valid boolean, unable to interpret input",
        "accounts.csv:6: account: 002B stands in line 4 already",
        "accounts.csv:7: has 8 cells, and there are 6 columns: is a comma not in quotes?",
        'accounts.csv:8: contacts.0.email: "b" is no e-mail address',
        "accounts.csv:8: contacts.0.too_many_bars: is no field of this",
    ]


def test_rows_that_contradict_what_is_known_are_all_named(database_url: str) -> None:
    office = an_office(database_url)
    an_account(office)
    text = HEADER + "002B,Other,acme.example,1,,\nnew.example,,,1,,\n003C,Fine,,1,,\n"
    assert faults_of(office, text) == [
        "accounts.csv:2: domain: acme.example belongs to the account 001A",
        "accounts.csv:3: name: is missing, and this account is not known yet",
    ]


def test_a_header_that_is_wrong_is_told_before_any_row(database_url: str) -> None:
    office = an_office(database_url)
    assert faults_of(office, "acount,name,name\n1,2,3\n") == [
        "accounts.csv:1: no column is called acount: did you mean account?",
        "accounts.csv:1: name stands there twice",
        "accounts.csv:1: account: is missing: the CRM's id of the account, or its domain",
    ]
    assert "is empty" in faults_of(office, "")[0]


def test_the_command_says_how_many_and_refuses_with_status_2(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text(GOOD)
    done = command(tmp_path, sqlite_url)
    assert (done.returncode, done.stdout) == (0, "2 new, 0 changed, 0 as they were.\n")
    file.write_text(GOOD.replace("12000", "many"))
    done = command(tmp_path, sqlite_url)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "accounts.csv:3: arr: should be a valid integer, unable to parse string as an integer",
        "Nothing was imported.",
    ]


def many(number: int, arr: int) -> str:
    rows = (
        f"C{row:04},Customer {row},c{row}.example,{arr},,Ann {row} | a@c{row}.example"
        for row in range(number)
    )
    return HEADER + "\n".join(rows) + "\n"


def test_a_large_file_holds_the_writer_for_a_few_statements_however_many_rows_it_has(
    database_url: str,
) -> None:
    office = an_office(database_url)
    said: list[str] = []
    event.listen(office.database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    for text in (many(400, 1), many(400, 2)):
        said.clear()
        imported(office, text)
        writing = said[next(n for n, sql in enumerate(said) if sql.startswith(("INSERT", "UPDATE"))) :]
        assert len(writing) < 12, writing  # made: rows go in batches; changed: one statement, many parameters
    assert the_account(office, "c399.example").arr == 2
    assert imported(office, many(400, 2)) == Imported(made=0, changed=0, same=400)


def test_what_was_said_between_reading_and_writing_is_not_written_over(database_url: str) -> None:
    office = an_office(database_url)
    account_id = an_account(office)
    row = AccountGiven.model_validate({"account": "001A", "name": "Acme Ltd", "arr": 1})
    other = AccountGiven.model_validate({"account": "002B", "name": "Globex"})
    with office.database.read() as session:
        staged = stage(session, [row, other], as_of=MONDAY, now=MONDAY)
    said_of(office, MONDAY, segment="SMB")
    with office.database.write() as session:
        assert not write_staged(session, staged)
    assert (the_account(office).id, the_account(office).arr) == (account_id, 240_000)
    with office.database.read() as session:
        assert not accounts.by_word(session, "Globex"), "nothing is half-imported"
    imported(office, HEADER + "001A,,,1,,\n")
    assert (the_account(office).arr, the_account(office).segment) == (1, "SMB")


def test_one_that_was_made_meanwhile_is_not_made_twice(database_url: str) -> None:
    office = an_office(database_url)
    row = AccountGiven.model_validate({"account": "001A", "name": "Acme Ltd"})
    with office.database.read() as session:
        staged = stage(session, [row], as_of=MONDAY, now=MONDAY)
    an_account(office)
    with office.database.write() as session:
        assert not write_staged(session, staged)
    assert the_account(office).arr == 240_000
