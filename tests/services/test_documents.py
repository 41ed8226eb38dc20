"""Documents from the record: current at every moment, and the customer's with no internal fact, field by field (X8)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import BigInteger, Integer, String, Text, UniqueConstraint, select, update

from bot.cli import heard
from message_templates.documents import Document, document_kinds, page
from models.base import Base, EnumText
from models.escalation import Escalation
from models.resolution import CloseOut
from policy.kinds import FindingKind
from services.close_out import PARTS, WriteCloseOut
from services.documents.make import make_document
from services.documents.whole_record import TABLES, whole_record
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.record_finding import RecordFinding, record_finding
from services.refusal import Refused
from services.resolve import resolve
from services.set_plan import PlannedStep, SetPlan, set_plan
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    is_triaged,
    let_pass,
    told,
)
from tests.builders.office import CASEY, ELIF, TEAM
from tests.builders.second_eyes import closes_out

HOUR = timedelta(hours=1)


def a_life(office: Office) -> int:
    """Everything that may be recorded, up to the close-out."""
    an_account(office, name="Acme Ltd", arr=240_000, health=41)
    one = an_acknowledged(office, contact="Priya Raman")
    is_triaged(office, one, effect="300 tills are dark", arr=987_654, most_affected="The night shift")
    record_finding(
        office, RecordFinding(a_request(), one, CASEY, FindingKind.CAUSE, "A stale lock", ELIF), MONDAY
    )
    step = PlannedStep("Restart the gateway", ELIF, MONDAY + HOUR)
    set_plan(office, SetPlan(a_request(), one, CASEY, (step,)), MONDAY)
    let_pass(office, MONDAY, MONDAY + 2 * HOUR)  # it is nudged for, and climbs
    post_update(office, PostUpdate(a_request(), one, CASEY, told("Half of them are lit")), MONDAY + 2 * HOUR)
    resolve(office, a_resolution(one), MONDAY + 3 * HOUR)
    parts: dict[str, Any] = {part: f"The {part} in plain words." for part in PARTS}
    link = "https://bugs.example/7"
    closes_out(office, WriteCloseOut(a_request(), one, CASEY, **parts, link=link), MONDAY + 3 * HOUR)
    return one


def made(office: Office, one: int, kind: str, *, later: timedelta = 4 * HOUR) -> Document:
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = session.get_one(Escalation, one)
        return make_document(session, kind, escalation, rules.policy, rules.roster, MONDAY + later)


def test_the_tracking_document_holds_what_its_row_asks_for(office: Office) -> None:
    words = made(office, a_life(office), "tracking").markdown
    for said in (
        "ESC-1", "Acme Ltd", "ARR 240,000", "SEV-1", "resolved", "Casey", "To be resolved by:",
        "> Orders stop at the till", "300 tills are dark", "The night shift",
        "The index was corrupt", "A stale lock", "Restart the gateway", "> Half of them are lit",
        "Vera, VP CS", "The index was rebuilt", "They try it out until Thursday", "Followed up with the customer",
    ):  # fmt: skip
        assert said in words, said
    assert "<!date" not in words
    assert "\u2060" not in words


def test_it_is_current_at_every_moment_without_anybody_keeping_it(office: Office) -> None:
    one = an_acknowledged(office)
    assert "Not known yet." in made(office, one, "tracking").markdown
    found = RecordFinding(a_request(), one, CASEY, FindingKind.CAUSE, "A stale lock", ELIF)
    record_finding(office, found, MONDAY)
    assert "A stale lock" in made(office, one, "tracking").markdown


@pytest.mark.parametrize("kind", document_kinds())
def test_every_document_can_be_made_of_a_whole_life(office: Office, kind: str) -> None:
    document = made(office, a_life(office), kind)
    assert "None" not in document.markdown
    assert document.title in page(document).replace("&#39;", "'").replace("&amp;", "&")


def test_a_close_out_that_nobody_wrote_is_not_made_up(office: Office) -> None:
    with pytest.raises(Refused, match="has not been written"):
        made(office, an_acknowledged(office), "close_out")


FOR_THE_CUSTOMER = {
    ("escalations", "customer"),
    ("people", "name"),  # whom they know as their contact
    *(("close_outs", column) for column in (*PARTS, "link")),
}
"""Columns whose text the customer may read."""
SECRET = 765_432_100


def mark_every_column(office: Office) -> list[tuple[str, str, str]]:
    """A text of its own in every column of every table that holds text, and numbers in those that hold figures."""
    marked: list[tuple[str, str, str]] = []
    with office.database.write() as session:
        for table in Base.metadata.sorted_tables:
            alone = {
                column.name
                for rule in (*table.constraints, *table.indexes)
                if isinstance(rule, UniqueConstraint) or getattr(rule, "unique", False)
                for column in getattr(rule, "columns", ())
            }
            for column in table.columns:
                used = column.primary_key or column.foreign_keys or column.unique or column.name in alone
                if used or isinstance(column.type, EnumText) or (table.name, column.name) in KEPT:
                    continue
                if isinstance(column.type, (String, Text)) and column.type.length != USER_ID:
                    text = f"SECRET{len(marked):03}"
                    session.execute(update(table).values({column.name: text}))
                    marked.append((table.name, column.name, text))
                elif isinstance(column.type, (Integer, BigInteger)) and column.name in (
                    "arr",
                    "health",
                    "score",
                ):
                    session.execute(update(table).values({column.name: SECRET}))
    return marked


USER_ID = 40
"""Characters of a column that holds one: what it stands for is a name, which has a mark of its own."""
KEPT = {
    *(("escalations", column) for column in ("severity", "tier", "customer_key", "home_channel")),
    ("resolutions", "root_cause"),
    ("accounts", "timezone"),
}
"""By these the record holds together; what they stand for is looked for by its label."""


def test_the_customers_document_says_nothing_internal_whatever_stands_in_any_field(office: Office) -> None:
    one = a_life(office)
    marked = mark_every_column(office)
    document = made(office, one, "close_out")
    assert document.audience == "customer"
    seen = {(table, column) for table, column, text in marked if text in document.markdown}
    assert {("close_outs", part) for part in PARTS} <= seen  # the marks do show where they may
    assert seen <= FOR_THE_CUSTOMER, seen - FOR_THE_CUSTOMER
    policy = office.rulebook.current.policy
    labels = {row.label for table in (policy.severity, policy.tier, policy.role) for row in table.values()}
    assert not [label for label in labels if label in document.markdown]
    assert str(SECRET) not in document.markdown.replace(",", "")
    assert "ESC-" not in document.markdown


def test_the_same_marks_are_found_in_an_internal_document(office: Office) -> None:
    """So the test above can fail."""
    one = a_life(office)
    marked = mark_every_column(office)
    words = made(office, one, "tracking").markdown
    assert len([text for _, _, text in marked if text in words]) > 10


def test_the_whole_record_is_plain_json_and_leaves_out_no_table_of_it(office: Office) -> None:
    one = a_life(office)
    with office.database.read() as session:
        record = json.loads(json.dumps(whole_record(session, session.get_one(Escalation, one))))
        close_outs = session.scalars(select(CloseOut)).all()
    assert record["ref"] == "ESC-1"
    assert record["problem"] == "Orders stop at the till"
    assert [row["issue"] for row in record["close_outs"]] == [row.issue for row in close_outs]
    about_one = {table.name for table in Base.metadata.sorted_tables if "escalation_id" in table.columns}
    outgoing = {
        "outbox",
        "surfaces",
        "handled_requests",
        "undoables",
        "told",
        "channel_tasks",
        "own_channels",
        "canvases",
    }
    exported = {table.__tablename__ for table in TABLES.values()}
    assert about_one - outgoing - exported == set()


def test_the_command_writes_what_was_asked_for(office: Office, database_url: str, tmp_path: Path) -> None:
    one = a_life(office)
    run, folder = CliRunner(), tmp_path / "out"
    setting = {"DATABASE_URL": database_url, "HEARD_TEAM": str(TEAM)}

    def export(*words: str) -> Any:
        return run.invoke(heard, ["export", *words], env=setting)

    printed = export("--ref", f"ESC-{one}")
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.startswith("# ESC-1 · Acme Ltd")
    written = export(
        "--ref", "esc-1", "--document", "close_out", "--format", "md,html,pdf,json", "--to", str(folder)
    )
    assert written.exit_code == 0, written.output
    assert {path.name for path in folder.iterdir()} == {
        "esc-1-close-out.md",
        "esc-1-close-out.html",
        "esc-1-close-out.pdf",
        "esc-1.json",
    }
    assert json.loads((folder / "esc-1.json").read_text("utf-8"))["ref"] == "ESC-1"
    assert export("--format", "json").stdout.count("\n") == 1
    table = export("--format", "csv").stdout.splitlines()
    assert table[0].startswith("ref,customer,severity")
    assert table[1].startswith("ESC-1,Acme Ltd,SEV-1,resolved")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--ref", "ESC-99"], "there is no ESC-99"),
        (["--ref", "nonsense"], "there is no nonsense"),
        (["--ref", "ESC-1", "--format", "csv"], "there is md, html, pdf, json"),
        (["--format", "md"], "there is json, csv"),
    ],
)
def test_what_cannot_be_exported_is_said_with_what_can(
    office: Office, database_url: str, words: list[str], said: str
) -> None:
    an_acknowledged(office)
    done = CliRunner().invoke(
        heard, ["export", *words], env={"DATABASE_URL": database_url, "HEARD_TEAM": str(TEAM)}
    )
    assert done.exit_code == 2
    assert said in done.stderr
