"""Facts that time makes take effect when they become true, though nobody acts; each once. Rows M2e, M6, P4."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.timeline import Event
from policy.kinds import OF_THE_SPONSOR, DeadlineKind
from policy.load import policy_file
from services.follow_paths import follow_paths
from services.office import Office
from services.path.follow import follow_path
from services.resolve import resolve
from services.take_due_steps import take_due_steps
from tests.builders.accounts import an_account, said_of
from tests.builders.escalations import (
    MONDAY,
    a_resolution,
    an_acknowledged,
    an_escalation,
    is_triaged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import VERA, an_office
from tests.services.path.test_follow import rules_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def called_at(office: Office, of: int) -> list[datetime]:
    """When a sponsor was asked to call."""
    return [row.at for row in timeline(office, of) if row.event is Event.SPONSOR_ASKED]


def clock(office: Office, now: datetime) -> int:
    """What the clock does in one tick; how many paths were looked at."""
    take_due_steps(office, now)
    return follow_paths(office, now)


def test_the_first_promise_that_passes_calls_in_the_sponsor_in_that_minute(office: Office) -> None:
    of = an_escalation(office, severity="sev2")  # the customer is to hear within the hour
    let_pass(office, MONDAY, MONDAY + HOUR - MINUTE)
    assert called_at(office, of) == []
    let_pass(office, MONDAY + HOUR - MINUTE, MONDAY + 3 * HOUR)
    assert called_at(office, of) == [MONDAY + HOUR]
    assert open_kinds(office, of)[DeadlineKind.SPONSOR_CALL].due_at == MONDAY + 25 * HOUR
    (message,) = said(office, "sponsor_asked")
    assert message.lane == f"dm:{VERA}"
    assert "a promise has passed that nobody kept in time" in (message.context or {})["reason"]


def test_what_is_kept_in_time_calls_in_nobody(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2")
    is_triaged(office, of, impact="major_function")
    let_pass(office, MONDAY, MONDAY + 90 * MINUTE)
    assert called_at(office, of) == []
    untriaged = an_acknowledged(
        office, severity="sev2", customer="Globex"
    )  # triage is a promise like any other
    let_pass(office, MONDAY, MONDAY + 90 * MINUTE)
    assert called_at(office, untriaged) == [MONDAY + 30 * MINUTE]


def test_a_lesser_severity_may_be_late_without_an_executive(office: Office) -> None:
    of = an_escalation(office, severity="sev3")
    let_pass(office, MONDAY, MONDAY + 2 * DAY)
    assert called_at(office, of) == []
    assert "path_rule.sponsor_sla" not in rules_of(office, of)


def test_a_promise_passes_once_and_what_asks_again_looks_at_nothing(office: Office) -> None:
    an_escalation(office, severity="sev3")
    looked = {minute: clock(office, MONDAY + minute * MINUTE) for minute in (239, 240, 241, 300, 301, 330)}
    assert {minute for minute, count in looked.items() if count} == {240}  # 300 asks for it again


def test_what_was_resolved_meanwhile_is_not_looked_at(office: Office) -> None:
    of = an_escalation(office, severity="sev2")
    take_due_steps(office, MONDAY + HOUR)
    resolve(office, a_resolution(of), MONDAY + HOUR)
    follow_paths(office, MONDAY + HOUR)
    assert open_kinds(office, of).keys().isdisjoint(OF_THE_SPONSOR)


def test_a_tick_goes_on_where_the_last_one_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.follow_paths.AT_ONCE", 2)
    ids = [an_escalation(office, severity="sev2", customer=f"Customer {n}") for n in range(5)]
    assert [clock(office, MONDAY + HOUR) for _ in range(4)] == [2, 2, 1, 0]
    assert [called_at(office, of) for of in ids] == [[MONDAY + HOUR]] * 5


def test_one_that_cannot_be_looked_at_starves_nobody_and_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, of = (an_escalation(office, severity="sev2", customer=f"Customer {n}") for n in range(2))

    def fails(session: object, escalation: object, *rest: object) -> None:
        if getattr(escalation, "id", None) == broken:
            raise RuntimeError("it cannot be decided")
        follow_path(session, escalation, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("services.follow_paths.follow_path", fails)
        assert clock(office, MONDAY + HOUR) == 2
        assert (called_at(office, broken), called_at(office, of)) == ([], [MONDAY + HOUR])
        assert clock(office, MONDAY + HOUR + MINUTE) == 0
    clock(office, MONDAY + 2 * HOUR)
    assert called_at(office, broken) == [MONDAY + 2 * HOUR]


# ---------------------------------------------------------------- a renewal comes near

RENEWS = (MONDAY + timedelta(days=93)).date().isoformat()


def test_a_renewal_comes_near_overnight(office: Office) -> None:
    account_id = an_account(office, renewal_on=RENEWS)
    of = an_acknowledged(office, severity="sev3", customer="", account_id=account_id)
    near = datetime.combine((MONDAY + 3 * DAY).date(), datetime.min.time(), UTC)
    assert the_escalation(office, of).follow_at == near
    assert follow_paths(office, near - timedelta(seconds=1)) == 0
    assert follow_paths(office, near) == 1
    assert rules_of(office, of) == ["path_rule.sponsor_renewal"]
    assert follow_paths(office, near + DAY) == 0


def test_what_the_crm_says_meanwhile_counts_at_the_next_tick(office: Office) -> None:
    account_id = an_account(office, renewal_on="2028-01-31")
    of = an_acknowledged(office, severity="sev2", customer="", account_id=account_id)
    said_of(office, MONDAY + MINUTE, renewal_on=RENEWS)
    assert follow_paths(office, MONDAY + MINUTE) == 1
    assert called_at(office, of) == []
    said_of(office, MONDAY + 2 * MINUTE, renewal_on=(MONDAY + 10 * DAY).date().isoformat())
    follow_paths(office, MONDAY + 2 * MINUTE)
    assert called_at(office, of) == [MONDAY + 2 * MINUTE]


# ---------------------------------------------------------------- a rule that waits

LATE = """
[[path_rule]]
key = "late"
after = "1d"
calendar = "wall"
roles = ["cro"]
channel = "tier_4"
spec = "P4"
because = "Much is at risk, and it is not solved in a day."
any = [
  { fact = "revenue_at_risk", above = 1000 },
]
"""


@pytest.fixture
def late(database_url: str, tmp_path: Path) -> Office:
    """At work by a policy with a rule that waits a day, and for a fact."""
    file = tmp_path / "late.toml"
    file.write_text(policy_file("sev").read_text() + LATE)
    return an_office(database_url, file)


def test_a_rule_that_waited_fires_as_soon_as_its_fact_is_there(late: Office) -> None:
    of = an_acknowledged(late, severity="sev3")
    let_pass(late, MONDAY, MONDAY + DAY + MINUTE)
    assert rules_of(late, of) == []
    found = {"impact": "workaround", "cause_type": "configuration", "revenue_at_risk": 5_000}
    is_triaged(late, of, MONDAY + DAY + HOUR, **found)
    assert rules_of(late, of) == ["path_rule.late"]


def test_before_its_time_the_fact_alone_is_not_enough(late: Office) -> None:
    of = an_acknowledged(late, severity="sev3")
    found = {"impact": "workaround", "cause_type": "configuration", "revenue_at_risk": 5_000}
    is_triaged(late, of, MONDAY + HOUR, **found)
    assert rules_of(late, of) == []
    let_pass(late, MONDAY + HOUR, MONDAY + DAY)
    assert rules_of(late, of) == ["path_rule.late"]
