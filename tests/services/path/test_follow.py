"""Following the path rules: once, with the row and the facts, and nobody is asked twice. Rows P4, M3b, M3d."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.timeline import Event
from policy.kinds import DeadlineKind
from policy.load import policy_file
from services.change_severity import ChangeSeverity, change_severity
from services.climb import Climb, climb
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.lookups.fields import record_start
from services.lookups.preview_opening import preview_opening
from services.office import Office
from services.reopen import Reopen, reopen
from services.resolve import resolve
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    is_triaged,
    open_kinds,
    said,
    the_escalation,
    time_passes,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, ELIF, MAYA, SAM, TOMAS, VERA, an_office
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(hours=1)


def rules_of(office: Office, escalation_id: int) -> list[str]:
    """Rows of the path rules that fired, in order."""
    return [
        str(entry.because) for entry in timeline(office, escalation_id) if entry.event is Event.RULE_FIRED
    ]


def told_in(office: Office, lane: str) -> list[str | None]:
    """Who was called by name into a channel."""
    return [(row.context or {})["person"] for row in said(office, "tier_notified") if row.lane == lane]


def test_at_the_opening_with_the_row_and_the_facts_in_the_message(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev3", trigger="competitive_threat")
    assert rules_of(office, escalation_id) == ["path_rule.churn_to_vp", "path_rule.churn_to_sponsor"]
    assert told_in(office, "CTIER3") == [VERA, None]
    (first, _) = [row for row in said(office, "tier_notified") if row.lane == "CTIER3"]
    assert (first.context or {})["because"] == (
        "The VP CS knows when a customer may leave. Here: they may leave us (what set it off: Competitive threat)."
    )
    (entry, _) = [row for row in timeline(office, escalation_id) if row.event is Event.RULE_FIRED]
    assert entry.data["facts"] == ["they may leave us (what set it off: Competitive threat)"]


def test_whom_the_account_names_is_told(office: Office) -> None:
    account_id = an_account(office, executive_sponsor="bruno@heard.example")
    an_escalation(office, severity="sev3", trigger="renewal_at_risk", customer="", account_id=account_id)
    assert told_in(office, "CTIER3") == [VERA, BRUNO]


def test_up_to_the_rules_tier_leaving_tiers_out(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev3", trigger="executive_complaint")
    assert the_escalation(office, escalation_id).tier == "managers"
    (call,) = [row for row in said(office, "tier_climbed") if row.lane == "CTIER2"]
    assert (call.context or {})["person"] == BRUNO  # who was not told yet; Maya was, at the opening
    assert "an executive of theirs is involved" in (call.context or {})["reason"]
    assert replayed(office, escalation_id)["tier"] == "managers"


def test_what_triage_finds_is_followed_once(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    is_triaged(office, escalation_id, LATER, impact="workaround", cause_type="product_bug")
    fired = ["path_rule.engineering_by_support", "path_rule.engineering"]
    assert rules_of(office, escalation_id) == fired
    assert told_in(office, "CSUPPORT") == [SAM]
    assert told_in(office, "CENGINEERING") == [ELIF]  # asked at the opening, and not once more
    is_triaged(office, escalation_id, LATER, impact="workaround", cause_type="product_bug", tried="Much")
    assert rules_of(office, escalation_id) == fired


def test_revenue_at_risk_takes_it_to_the_managers(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    is_triaged(
        office, escalation_id, LATER, impact="workaround", cause_type="configuration", revenue_at_risk=150_000
    )
    escalation = the_escalation(office, escalation_id)
    assert escalation.tier == "managers"
    (call,) = said(office, "tier_climbed")
    assert "150,000 at risk (the rule's limit is 100,000)" in (call.context or {})["reason"]


def test_an_edit_may_bring_it_up(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    start = record_start(office, escalation_id, by=CASEY)
    standing = {name: start.values[name] for name in vars(Details())} | {"trigger": "billing_dispute"}
    edit_escalation(office, EditEscalation(escalation_id, CASEY, Details(**standing), start.marks), LATER)
    assert rules_of(office, escalation_id) == ["path_rule.billing"]
    (told,) = [row for row in said(office, "tier_notified") if row.lane == "CFINANCE"]
    assert (told.context or {})["person"] is None


def test_whoever_was_called_in_already_is_not_asked_once_more(office: Office) -> None:
    escalation_id = an_escalation(office, trigger="renewal_at_risk")  # SEV-1: the VP CS is asked at once
    assert rules_of(office, escalation_id) == ["path_rule.churn_to_vp", "path_rule.churn_to_sponsor"]
    assert told_in(office, "CTIER3").count(VERA) == 1


def test_a_lower_severity_leaves_it_where_the_rule_took_it_and_whom_it_called(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev2", trigger="executive_complaint")
    change = ChangeSeverity(a_request(), escalation_id, CASEY, "sev4", "A display fault", "sev2")
    change_severity(office, change, LATER)
    stood_down = [(row.context or {})["person"] for row in said(office, "stood_down")]
    assert VERA not in stood_down


def test_a_tier_that_a_rule_reached_is_kept_at_a_lower_severity(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev3", trigger="executive_complaint")
    change = ChangeSeverity(a_request(), escalation_id, CASEY, "sev4", "A display fault", "sev3")
    change_severity(office, change, LATER)
    assert the_escalation(office, escalation_id).tier == "managers"


def test_opened_again_the_rules_are_followed_anew(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3", trigger="renewal_at_risk")
    resolve(office, a_resolution(escalation_id), LATER)
    reopen(office, Reopen(a_request(), escalation_id, CASEY, "It is back", CASEY), LATER)
    assert rules_of(office, escalation_id).count("path_rule.churn_to_vp") == 2
    assert told_in(office, "CTIER3").count(VERA) == 2


def test_a_drill_reaches_its_author_alone(office: Office) -> None:
    an_escalation(office, severity="sev3", trigger="executive_complaint", drill=True)
    assert {row.lane for row in (*said(office, "tier_notified"), *said(office, "tier_climbed"))} == {
        f"dm:{CASEY}"
    }


def test_the_form_shows_beforehand_whom_the_rules_will_tell(office: Office) -> None:
    preview = preview_opening(
        office, "executive", MONDAY, severity="sev3", trigger="renewal_at_risk", raised_by=CASEY
    )
    named = [(row.channel, row.person) for row in preview.told]
    escalation_id = an_escalation(office, severity="sev3", trigger="renewal_at_risk")
    del escalation_id
    assert ("CTIER3", VERA) in named
    assert ("CTIER2", MAYA) in named
    assert len([row for row in named if row[1] == VERA]) == 1


def test_a_climb_by_hand_goes_on_from_where_the_rule_led(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev3", trigger="executive_complaint")
    climb(office, Climb(a_request(), escalation_id, CASEY, "managers", "They insist"), LATER)
    assert the_escalation(office, escalation_id).tier == "directors"


LATE = """
[[path_rule]]
key = "late"
after = "1d"
calendar = "business"
roles = ["cro"]
channel = "tier_4"
ask = "confirm_seen"
within = "4h"
ladder = "ask_high"
spec = "P4"
because = "Not resolved in a business day."
"""


@pytest.fixture
def late(database_url: str, tmp_path: Path) -> Office:
    """At work by a policy with a rule that waits a day."""
    file = tmp_path / "late.toml"
    file.write_text(policy_file("sev").read_text() + LATE)
    return an_office(database_url, file)


def test_a_rule_that_waits_comes_a_business_day_later(late: Office) -> None:
    escalation_id = an_acknowledged(late, severity="sev3")
    assert open_kinds(late, escalation_id)[DeadlineKind.PATH_RULE].due_at == MONDAY + timedelta(days=1)
    list(time_passes(late, MONDAY, MONDAY + timedelta(days=1, minutes=-1)))
    assert rules_of(late, escalation_id) == []
    list(time_passes(late, MONDAY + timedelta(days=1, minutes=-1), MONDAY + timedelta(days=2)))
    assert rules_of(late, escalation_id) == ["path_rule.late"]
    assert len([row for row in said(late, "tier_notified") if row.lane == "CEXEC"]) == 1


def test_what_is_resolved_in_time_is_told_to_nobody(late: Office) -> None:
    escalation_id = an_acknowledged(late, severity="sev3")
    resolve(late, a_resolution(escalation_id), LATER)
    list(time_passes(late, LATER, MONDAY + timedelta(days=2)))
    assert rules_of(late, escalation_id) == []
    assert TOMAS not in told_in(late, "CEXEC")
