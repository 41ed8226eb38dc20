"""A policy file is taken whole, or refused whole with all that is wrong and where."""

from pathlib import Path

import pytest

from policy.load import (
    content_hash,
    load_policy,
    policy_file,
    policy_schema,
    shipped_policies,
    team_schema,
)
from policy.problems import PolicyErrors
from policy.schema import Policy
from tests.policy.builders import SEV_TOML, changed, line_of

SEV = SEV_TOML.read_text(encoding="utf-8")


def refused(tmp_path: Path, text: str) -> list[str]:
    """What is said about a policy of this text."""
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyErrors) as caught:
        load_policy(file)
    return [str(problem).removeprefix(str(file) + ":") for problem in caught.value.problems]


def test_every_shipped_policy_is_right_as_it_stands() -> None:
    assert "sev" in shipped_policies()
    for name in shipped_policies():
        assert load_policy(name).name == name


def test_a_policy_is_named_or_given_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(SEV, encoding="utf-8")
    assert policy_file("sev") == SEV_TOML
    assert load_policy(file) == load_policy("sev")


WRONG = {
    "a duration without a unit": (
        ('within = "15m"', 'within = "15"'),
        'within = "15"',
        "severity.sev1.deadline.acknowledge.within: not a duration",
    ),
    "a number for a duration": (
        ('every = "1h"', "every = 3600"),
        "every = 3600",
        "severity.sev1.customer_update.every: not a duration",
    ),
    "a misspelt key": (
        ('starts_at_tier = "directors"', 'starts_at_teir = "directors"'),
        "starts_at_teir",
        "severity.sev1.starts_at_teir: no such key: did you mean starts_at_tier?",
    ),
    "a ladder that is not there": (
        ('ladder = "update_hourly"', 'ladder = "update_hurly"'),
        "ladder =",
        'severity.sev1.customer_update.ladder: there is no [ladder.update_hurly]: did you mean "update_ho',
    ),
    "a role that is not there": (
        ('role = "vp_cs"', 'role = "vp_sc"'),
        'role = "vp_sc"',
        'severity.sev1.notify[0].role: there is no [role.vp_sc]: did you mean "vp_cs"?',
    ),
    "a tier that is not there": (
        ('starts_at_tier = "managers"', 'starts_at_tier = "moon"'),
        'starts_at_tier = "moon"',
        "severity.sev2.starts_at_tier: there is no [tier.moon]: there is: frontline",
    ),
    "a severity that is not there": (
        ('severity = "sev4"', 'severity = "sev5"'),
        'severity = "sev5"',
        'impact[8].severity: there is no [severity.sev5]: did you mean "sev',
    ),
    "an ask that is not there": (
        ('ask = "confirm_seen"', 'ask = "wink"'),
        'ask = "wink"',
        "severity.sev1.notify[2].ask: there is no [ask.wink]",
    ),
    "a second tier of one rank": (
        ('rank = 4\nlabel = "tier 4"', 'rank = 3\nlabel = "tier 4"'),
        "rank = 3",
        "tier.executives.rank: 3 is taken",
    ),
    "roles that fall back in a circle": (
        ("[role.admin]\n", '[role.root]\nlabel = "Root"\nfallback = "root"\n[role.admin]\n'),
        'fallback = "root"',
        "role.root.fallback: goes in a circle: root → root",
    ),
    "two ends of the chains": (
        ('label = "CEO"\nfallback = "admin"', 'label = "CEO"'),
        "[role.csm]",
        "role: exactly one role must be without a `fallback`, the end of every chain: ceo and admin",
    ),
    "ten days of business time": (
        ('within = "2w"', 'within = "10d"'),
        'within = "10d"',
        'severity.sev3.deadline.resolve.within: "10d" of business time: a week is five days of work',
    ),
    "a step that comes at no time": (
        ('{ name = "climb", after = "40m", show', '{ name = "climb", show'),
        '  { name = "climb", show',
        "ladder.update_hourly.step[4]: say when, once",
    ),
    "a card that turns to somebody": (
        ('before = "15m", show = "card"', 'before = "15m", show = "card", to = "dri"'),
        '  { name = "ahead", before = "15m", show = "card", to',
        "ladder.update_hourly.step[0]: a card step or an act turns to nobody",
    ),
    "an ask without a time": (
        ('ask = "own_or_name_director"\nwithin = "15m"', 'ask = "own_or_name_director"'),
        "[[severity.sev1.notify]]",
        "severity.sev1.notify[0]: an ask needs all three: `ask`, `within` and `ladder`",
    ),
    "a question about the owner that leaves no way to stay": (
        ('ask = "take_it"', 'ask = "confirm_seen"'),
        'ask = "confirm_seen"',
        'owner_level.ask: [ask.confirm_seen] must be of kind "owner"',
    ),
    "a hand-over for no known reason": (
        ('hand_over_reason = "level_required"', 'hand_over_reason = "level_requird"'),
        'hand_over_reason = "level_requird"',
        'owner_level.hand_over_reason: there is no [[hand_over_reason]] level_requird: did you mean "level_required"?',
    ),
    "an option that Slack would cut": (
        ('label = "Platform down or slow"', f'label = "{"Platform down or slow " * 4}"'),
        'label = "Platform down or slow Platform',
        "trigger[0].label: String should have at most 75 characters",
    ),
    "a verb that leads two ways": (
        ('verb = ["close"]', 'verb = ["close", "close"]'),
        'verb = ["close", "close"]',
        "move[2].verb: close already moves an escalation that is resolved",
    ),
    "a status that is none": (
        ('to = "merged"', 'to = "molten"'),
        'to = "molten"',
        "move[5].to: should be 'open', 'in_progress'",
    ),
    "both a cadence and weekdays": (
        ('on = ["tue", "thu"]', 'on = ["tue", "thu"]\nevery = "4h"'),
        "[severity.sev4.customer_update]",
        'severity.sev4.customer_update: write either every="4h", or on=["mon"] together with at="16:00"',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "line", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line_and_its_key(
    tmp_path: Path, change: tuple[str, str], line: str, sentence: str
) -> None:
    text = changed(SEV, change)
    problems = refused(tmp_path, text)
    (said,) = [problem for problem in problems if sentence in problem]
    number = int(said.partition(":")[0])
    near = text.splitlines()[number - 1 : number + 1]
    assert any(candidate.startswith(line) for candidate in near), (said, near)


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = changed(
        SEV,
        ('late_notice_after = "5m"', "late_notice_after = 5"),
        ('ladder = "update_daily"', 'ladder = "update_dayly"'),
        ('kind = "note"', 'knd = "note"'),
        ('fallback = "senior_csm"', 'fallback = "junior_csm"'),
    )
    problems = refused(tmp_path, text)
    numbers = [int(problem.partition(":")[0]) for problem in problems]
    assert numbers == sorted(numbers)
    assert [problem.split(": ")[1] for problem in problems] == [
        "limits.late_notice_after",
        "severity.sev3.customer_update.ladder",
        "ask.prioritise_ticket.kind",
        "ask.prioritise_ticket.knd",
        "role.csm.fallback",
    ]


def test_a_slip_of_syntax_is_said_with_its_line(tmp_path: Path) -> None:
    text = changed(SEV, ('ops = "ops"', 'ops = "ops'))
    (said,) = refused(tmp_path, text)
    assert said.startswith(f"{line_of(text, 'ops =')}: not TOML: ")


def test_an_unfinished_file_is_said_with_its_last_line(tmp_path: Path) -> None:
    assert refused(tmp_path, 'name = "x"\nimpact = [')[0].startswith("2: not TOML: ")


def test_a_file_that_is_not_there_is_said_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(PolicyErrors, match=r"cannot be read .*shipped are .*sev"):
        load_policy(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyErrors, match="not a text file"):
        load_policy(file)


def test_an_empty_file_is_told_every_table_that_it_lacks(tmp_path: Path) -> None:
    missing = {problem.split(": ")[1] for problem in refused(tmp_path, "")}
    assert {"name", "severity", "tier", "role", "ladder", "impact", "move"} <= missing


def test_the_hash_is_of_what_a_file_says_and_not_of_how(tmp_path: Path, sev: Policy) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(changed(SEV, ('within = "24h"', 'within = "1d"  # the same')), encoding="utf-8")
    assert content_hash(load_policy(file)) == content_hash(sev)
    file.write_text(changed(SEV, ('within = "24h"', 'within = "23h"')), encoding="utf-8")
    assert content_hash(load_policy(file)) != content_hash(sev)


def test_the_schemas_name_every_table_for_editors() -> None:
    assert {"severity", "tier", "role", "ladder"} <= set(policy_schema()["properties"])
    assert {"channels", "roles", "people"} <= set(team_schema()["properties"])
    assert policy_schema()["additionalProperties"] is False
