"""Heads-ups: whom they concern, who hears when, who says that their customers know, and whose is whose. M10."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from models.outbox import OutboxMessage
from policy.kinds import HeadsUpKind
from services.call_off_heads_up import call_off_heads_up
from services.confirm_heads_up import confirm_all_heads_up, confirm_heads_up
from services.give_heads_up import GiveHeadsUp, give_heads_up
from services.lookups.heads_up import draft_of_heads_up
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.take_due_steps import take_due_steps
from services.wording.contexts import Wording
from tests.builders.accounts import an_account
from tests.builders.escalations import MONDAY, a_request, let_pass, said
from tests.builders.office import BRUNO, CASEY, MAYA, PRIYA, TEAM, TOMAS, the_rules
from tests.services.watching.test_heed import signalled

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ISSUE = GiveHeadsUp(
    request_key="",
    by=TOMAS,
    kind=HeadsUpKind.KNOWN_ISSUE,
    title="Exports stop half-way",
    effect="The file ends after some 8 000 rows",
    workaround="Export month by month",
    inside="Ticket 4711, Globex is hit hardest",
    everybody=True,
)
MAINTENANCE = replace(
    ISSUE,
    kind=HeadsUpKind.MAINTENANCE,
    title="The database moves",
    effect="Nobody can log in for an hour",
    workaround=None,
    begins_at=MONDAY + 7 * DAY,
    ends_at=MONDAY + 7 * DAY + HOUR,
)


def given(office: Office, command: GiveHeadsUp = ISSUE, now: datetime = MONDAY, **differs: Any) -> int:
    """Give one; its id."""
    give_heads_up(office, replace(command, request_key=a_request(), **differs), now)
    with office.database.read() as session:
        return session.scalars(select(HeadsUp.id).order_by(HeadsUp.id.desc())).first() or 0


def three_customers(office: Office) -> None:
    """Acme and Globex are Bruno's, Initech is nobody's."""
    an_account(office)
    other: dict[str, Any] = {"domain": None, "contacts": []}
    an_account(office, MONDAY, account="002B", name="Globex", segment="SMB", **other)
    an_account(office, MONDAY, account="003C", name="Initech", segment="SMB", csm=None, **other)


def asked(office: Office) -> dict[str, list[str]]:
    """Whom the messages went to, each with the customers that it names as not told."""
    return {row.lane: customers_in(office, row) for row in said(office, "heads_up_asked")}


def worded(office: Office, row: OutboxMessage, now: datetime = MONDAY) -> str:
    """Everything that a message says, with its blocks."""
    with office.database.read() as session:
        return json.dumps(Wording(office.rulebook, lambda: now)(session, row).blocks, ensure_ascii=False)


def customers_in(office: Office, row: OutboxMessage) -> list[str]:
    words = worded(office, row)
    return [name for name in ("Acme Ltd", "Globex", "Initech") if f'"{name}"' in words]


def owners(office: Office) -> list[HeadsUpOwner]:
    with office.database.read() as session:
        return list(session.scalars(select(HeadsUpOwner).order_by(HeadsUpOwner.id)))


def customers(office: Office) -> list[HeadsUpCustomer]:
    with office.database.read() as session:
        return list(session.scalars(select(HeadsUpCustomer).order_by(HeadsUpCustomer.id)))


def test_of_a_known_issue_each_owner_hears_at_once_and_of_their_own_customers_alone(office: Office) -> None:
    three_customers(office)
    given(office)
    assert asked(office) == {f"dm:{BRUNO}": ["Acme Ltd", "Globex"], f"dm:{MAYA}": ["Initech"]}
    assert {row.due_at for row in owners(office)} == {MONDAY + DAY}, "one business day"


def test_of_maintenance_they_hear_72_hours_ahead_and_it_waits_in_the_database(office: Office) -> None:
    three_customers(office)
    given(office, MAINTENANCE)
    begins = MONDAY + 7 * DAY
    take_due_steps(office, begins - 72 * HOUR - timedelta(seconds=1))
    assert said(office, "heads_up_asked") == []
    again = Office(office.database, office.rulebook)
    take_due_steps(again, begins - 72 * HOUR)
    assert set(asked(office)) == {f"dm:{BRUNO}", f"dm:{MAYA}"}
    take_due_steps(again, begins - 71 * HOUR)
    assert len(said(office, "heads_up_asked")) == 2, "once"


def test_where_it_begins_sooner_they_hear_at_once_and_their_customers_know_before_it(office: Office) -> None:
    three_customers(office)
    given(office, MAINTENANCE, begins_at=MONDAY + 3 * HOUR, ends_at=None)
    assert {row.due_at for row in owners(office)} == {MONDAY + 3 * HOUR}


@pytest.mark.parametrize(
    ("differs", "names"),
    [
        pytest.param({"segment": "SMB"}, {"Globex", "Initech"}, id="a segment"),
        pytest.param({"names": ("acme.example",)}, {"Acme Ltd"}, id="a domain"),
        pytest.param({"names": ("002B", "INITECH")}, {"Globex", "Initech"}, id="an id and a name"),
        pytest.param({"segment": "SMB", "names": ("001A",)}, {"Acme Ltd", "Globex", "Initech"}, id="both"),
        pytest.param({"issue": "Export-Truncated"}, {"Globex"}, id="whoever had tickets of the issue"),
    ],
)
def test_whom_it_concerns(office: Office, differs: dict[str, Any], names: set[str]) -> None:
    three_customers(office)
    late = MONDAY - 80 * DAY
    signalled(office, "ticket.created", late, MONDAY, account="002B", issue="export-truncated")
    signalled(office, "ticket.created", late - 20 * DAY, MONDAY, account="003C", issue="export-truncated")
    given(office, everybody=False, **differs)
    assert set().union(*asked(office).values()) == names


def test_who_is_told_drops_off_the_list_and_the_giver_sees_how_far_it_is(office: Office) -> None:
    three_customers(office)
    given(office)
    (report,) = said(office, "heads_up_given")
    assert report.lane == f"dm:{TOMAS}"
    assert "0 of 3 customers know" in worded(office, report)
    confirm_heads_up(office, customers(office)[0].id, by=BRUNO, now=MONDAY + HOUR)
    confirm_heads_up(office, customers(office)[0].id, by=MAYA, now=MONDAY + 2 * HOUR)
    first = customers(office)[0]
    assert (first.told_by, first.told_at) == (BRUNO, MONDAY + HOUR), "said once"
    assert asked(office)[f"dm:{BRUNO}"] == ["Globex"]
    assert "1 of 3 customers know" in worded(office, report)
    confirm_all_heads_up(office, owners(office)[0].id, by=BRUNO, now=MONDAY + HOUR)
    assert "All 2 know" in worded(office, said(office, "heads_up_asked")[0])
    let_pass(office, MONDAY, MONDAY + 7 * DAY)
    assert [row.lane for row in said(office, "heads_up_asked")[2:]] == [f"dm:{MAYA}"], "Bruno's is done"


def test_who_does_not_answer_is_asked_once_more_and_then_the_one_above_is(office: Office) -> None:
    three_customers(office)
    given(office, everybody=False, names=("Acme Ltd",))
    let_pass(office, MONDAY, MONDAY + 10 * DAY)
    lanes = [(row.lane, row.created_at) for row in said(office, "heads_up_asked")]
    assert lanes == [
        (f"dm:{BRUNO}", MONDAY),
        (f"dm:{BRUNO}", MONDAY + DAY),
        (f"dm:{MAYA}", MONDAY + 2 * DAY),
    ]
    (report,) = said(office, "heads_up_given")
    assert f"now with <@{MAYA}>" in worded(office, report) or "now with Maya" in worded(office, report)
    confirm_all_heads_up(office, owners(office)[0].id, by=MAYA, now=MONDAY + 3 * DAY)
    assert "All 1 know" in worded(office, said(office, "heads_up_asked")[-1])


def test_a_draft_is_for_one_customer_with_nothing_of_another_and_nothing_internal(office: Office) -> None:
    three_customers(office)
    given(office, MAINTENANCE)
    drafts = {
        found.customer: f"{found.words.subject}\n{found.words.words}"
        for row in customers(office)
        for found in [draft_of_heads_up(office, row.id, by=BRUNO, now=MONDAY)]
    }
    assert set(drafts) == {"Acme Ltd", "Globex", "Initech"}
    assert "Hello Priya Raman" in drafts["Acme Ltd"]
    assert "05:00 EST" in drafts["Acme Ltd"], "in their zone"
    assert "10:00 GMT" in drafts["Globex"] or "05:00 EST" in drafts["Globex"]
    for customer, words in drafts.items():
        assert "4711" not in words
        assert not [other for other in drafts if other != customer and other in words]


def test_called_off_nobody_is_asked_and_whoever_told_somebody_is_told(office: Office) -> None:
    three_customers(office)
    heads_up_id = given(office)
    confirm_heads_up(office, customers(office)[0].id, by=BRUNO, now=MONDAY)
    call_off_heads_up(office, heads_up_id, by=TOMAS, now=MONDAY + HOUR)
    (off,) = said(office, "heads_up_off")
    assert (off.lane, "One of your customers knows" in worded(office, off)) == (f"dm:{BRUNO}", True)
    let_pass(office, MONDAY + HOUR, MONDAY + 7 * DAY)
    assert len(said(office, "heads_up_asked")) == 2
    assert "Nobody needs to be told any more" in worded(office, said(office, "heads_up_asked")[0])
    with pytest.raises(Refused, match="called off"):
        confirm_heads_up(office, customers(office)[1].id, by=BRUNO, now=MONDAY)
    with pytest.raises(Refused, match="called off"):
        call_off_heads_up(office, heads_up_id, by=TOMAS, now=MONDAY)


def test_maintenance_that_is_called_off_before_its_time_is_never_told(office: Office) -> None:
    three_customers(office)
    call_off_heads_up(office, given(office, MAINTENANCE), by=TOMAS, now=MONDAY)
    let_pass(office, MONDAY, MONDAY + 8 * DAY)
    assert said(office, "heads_up_asked") == []


WRONG: dict[str, tuple[GiveHeadsUp, dict[str, Any], dict[str, str]]] = {
    "nobody": (ISSUE, {"everybody": False}, {"names": "That is nobody"}),
    "a name that is none": (
        ISSUE, {"everybody": False, "names": ("Acme Ltd", "Hooli")}, {"names": "No account is called so: Hooli"},
    ),
    "no time": (MAINTENANCE, {"begins_at": None}, {"begins_at": "When does it begin?"}),
    "it has begun": (MAINTENANCE, {"begins_at": MONDAY}, {"begins_at": "That has passed"}),
    "it ends before": (MAINTENANCE, {"ends_at": MONDAY + DAY}, {"ends_at": "It ends before it begins"}),
    "no words": (ISSUE, {"title": " ", "effect": ""}, {"what": "Customers will", "effect": "Customers will"}),
}  # fmt: skip


@pytest.mark.parametrize(("command", "differs", "faults"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept(
    office: Office, command: GiveHeadsUp, differs: dict[str, Any], faults: dict[str, str]
) -> None:
    three_customers(office)
    with pytest.raises(RefusedFields) as refused:
        give_heads_up(office, replace(command, request_key=a_request(), **differs), MONDAY)
    assert set(refused.value.by_field) == set(faults)
    for field, words in faults.items():
        assert words in refused.value.by_field[field]
    assert customers(office) == []


def test_the_same_form_twice_is_one_and_outsiders_give_none(office: Office) -> None:
    three_customers(office)
    once = replace(ISSUE, request_key="V1")
    give_heads_up(office, once, MONDAY)
    give_heads_up(office, once, MONDAY)
    assert len(said(office, "heads_up_given")) == 1
    with pytest.raises(Refused):
        give_heads_up(office, replace(ISSUE, request_key="V2", by=PRIYA), MONDAY)
    with pytest.raises(Refused):
        confirm_heads_up(office, customers(office)[0].id, by=PRIYA, now=MONDAY)


def test_who_covers_for_a_csm_on_leave_is_asked(office: Office, tmp_path: Path) -> None:
    an_account(office, csm="casey@heard.example")
    given(office)
    assert list(asked(office)) == [f"dm:{CASEY}"]
    away = TEAM.read_text() + 'leave = ["2026-11-20/2026-11-30"]\n'  # the last person of the file is Casey
    (tmp_path / "team.toml").write_text(away)
    office.rulebook.replace(the_rules(team_file=tmp_path / "team.toml"))
    given(office)
    assert [row.lane for row in said(office, "heads_up_asked")] == [f"dm:{CASEY}", f"dm:{BRUNO}"]
