"""The policy is exchanged while escalations are open: a row that is gone or renamed strands no promise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from policy.kinds import DeadlineKind
from policy.load import policy_file
from services.acknowledge import Acknowledge, acknowledge
from services.office import Office, Rulebook
from services.open_escalation import open_escalation
from services.resolve import resolve
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_escalation,
    an_intake,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    told,
)
from tests.builders.office import CASEY, TEAM, an_office, the_rules
from tests.policy.renamed import renamed_policy, renamed_team

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = {"crisis": "standard", "playbook": "sev4"}


@pytest.mark.parametrize(
    ("severity", "while_open"), [("sev1", 2 * HOUR), ("sev2", 5 * HOUR), ("sev3", 2 * DAY), ("sev4", 2 * DAY)]
)
def test_under_a_policy_in_which_nothing_has_its_old_name_what_is_open_goes_on(
    sqlite_url: str, tmp_path: Path, severity: str, while_open: timedelta
) -> None:
    office = an_office(sqlite_url)
    escalation_id = an_escalation(office, severity=severity)
    text, names = renamed_policy(policy_file("sev").read_text())
    (tmp_path / "other.toml").write_text(text)
    (tmp_path / "team.toml").write_text(renamed_team(TEAM.read_text(), names))
    office.rulebook.replace(the_rules(tmp_path / "other.toml", tmp_path / "team.toml"))

    at = MONDAY + while_open
    let_pass(office, MONDAY, at)
    assert open_kinds(office, escalation_id)[DeadlineKind.ACKNOWLEDGE].next_step > 0
    assert said(office, "nudge")
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, told()), at)
    following = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    assert following.due_at > at
    later = following.due_at + HOUR
    let_pass(office, at, later)
    asked = [row for row in said(office, "nudge") if row.created_at >= following.due_at]
    assert any(item["kind"] == "update" for row in asked for item in (row.context or {})["items"])
    resolve(office, a_resolution(escalation_id), later)

    assert the_escalation(office, escalation_id).failures == 0
    assert not [row for row in said(office) if ":plain:" in row.key]
    wording = Wording(office.rulebook, lambda: later)
    with office.database.read() as session:
        assert all(wording(session, row).text for row in said(office))


@pytest.mark.parametrize("other", ["crisis", "playbook"])
def test_what_was_opened_under_the_default_keeps_what_was_decided_under_another_policy(
    database_url: str, other: str
) -> None:
    """One setting is changed, and the bot is started again: the same database, another policy."""
    office = an_office(database_url)
    escalation_id = an_escalation(office, severity="sev3")
    before = {
        kind: (row.due_at, row.steps, row.because) for kind, row in open_kinds(office, escalation_id).items()
    }
    again = Office(office.database, Rulebook(the_rules(other)))
    assert {
        kind: (row.due_at, row.steps, row.because) for kind, row in open_kinds(again, escalation_id).items()
    } == before
    let_pass(again, MONDAY, MONDAY + 5 * HOUR)
    assert open_kinds(again, escalation_id)[DeadlineKind.ACKNOWLEDGE].next_step > 0
    acknowledge(again, Acknowledge(a_request(), escalation_id, CASEY, told()), MONDAY + 5 * HOUR)
    update = open_kinds(again, escalation_id)[DeadlineKind.UPDATE]
    assert update.due_at > MONDAY + 5 * HOUR
    let_pass(again, MONDAY + 5 * HOUR, MONDAY + 2 * DAY)
    resolve(again, a_resolution(escalation_id), MONDAY + 2 * DAY)
    assert the_escalation(again, escalation_id).failures == 0
    assert not [row for row in said(again) if ":plain:" in row.key]
    wording = Wording(again.rulebook, lambda: MONDAY + 2 * DAY)
    with again.database.read() as session:
        assert all(wording(session, row).text for row in said(again))
    new = open_escalation(again, an_intake(impact="cosmetic", severity=NEW[other]), MONDAY + 2 * DAY)
    assert the_escalation(again, new.escalation_id).severity == NEW[other]


def test_a_climb_goes_on_where_the_tiers_stayed_and_only_the_severity_is_gone(
    database_url: str, tmp_path: Path
) -> None:
    office = an_office(database_url)
    escalation_id = an_escalation(office, severity="sev2")
    policy = tmp_path / "other.toml"
    policy.write_text(
        policy_file("sev").read_text().replace("severity.sev2", "severity.high").replace('"sev2"', '"high"')
    )
    office.rulebook.replace(the_rules(policy))
    let_pass(office, MONDAY, MONDAY + 3 * HOUR)
    assert the_escalation(office, escalation_id).tier == "directors"
    assert [row.lane for row in said(office, "tier_climbed")] == ["CTIER3"]
    assert [row.key for row in said(office) if ":plain:" in row.key] == []
