"""Who may do what: the shipped table, what is wrong with one of your own, and a company that fills no roles. Row X9."""

import re
from pathlib import Path

import pytest

from policy.kinds import Part
from policy.load import load_policy
from policy.may import allows, on_path, row_of
from policy.problems import PolicyErrors
from policy.roster import Roster
from policy.schema import Policy
from policy.verbs import GOVERNED
from tests.builders.office import COLLEAGUES, ELIF, MAYA, NORA, VERA, the_rules
from tests.policy.builders import SEV_TOML
from tests.scenarios.test_a_small_company import only_admin

SEV = SEV_TOML.read_text(encoding="utf-8")
NOBODY: frozenset[Part] = frozenset()


@pytest.fixture(scope="module")
def rules() -> tuple[Policy, Roster]:
    found = the_rules()
    return found.policy, found.roster


def may(rules: tuple[Policy, Roster], verb: str, person: str, *parts: Part) -> bool:
    policy, roster = rules
    return allows(row_of(policy, verb), policy, roster, person, frozenset(parts))


SHIPPED = [
    ("add_note", (), True),
    ("follow", (), True),
    ("reopen", (), True),
    ("resolve", (), False),
    ("resolve", (Part.DRI,), True),
    ("resolve", (Part.COVER,), True),
    ("resolve", (Part.RAISER,), False),
    ("answer_ask", (), False),
    ("answer_ask", (Part.ASKED,), True),
    ("record_finding", (Part.TEAM,), True),
    ("change_severity", (Part.TEAM,), False),
    ("cancel", (Part.RAISER,), True),
    ("merge", (Part.RAISER,), True),
    ("edit_escalation", (Part.RAISER,), True),
    ("edit_escalation", (Part.TEAM,), False),
    ("climb", (Part.RAISER,), True),
    ("climb", (), False),
    ("close", (Part.ASKED,), False),
    ("close", (Part.DRI,), True),
    ("restrict", (Part.TEAM,), True),
    ("restrict", (), False),
    ("see_arr", (), False),
    ("see_arr", (Part.TEAM,), True),
    ("still_working", (), False),
    ("draft", (Part.DRI,), True),
]


@pytest.mark.parametrize(("verb", "parts", "allowed"), SHIPPED)
def test_what_somebody_without_a_role_may_by_their_part_in_it(
    rules: tuple[Policy, Roster], verb: str, parts: tuple[Part, ...], allowed: bool
) -> None:
    assert may(rules, verb, NORA, *parts) is allowed


@pytest.mark.parametrize("verb", sorted(GOVERNED))
def test_the_people_of_the_path_and_admins_may_do_everything_shipped(
    rules: tuple[Policy, Roster], verb: str
) -> None:
    for person in (ELIF, MAYA, VERA):
        assert may(rules, verb, person)


def test_a_company_that_fills_no_roles_locks_nobody_out(tmp_path: Path) -> None:
    rules = the_rules(team_file=only_admin(tmp_path))
    for person in COLLEAGUES:
        assert on_path(rules.policy, rules.roster, person)
        assert may((rules.policy, rules.roster), "resolve", person)


def test_what_falls_to_whoever_holds_a_role_falls_down_its_chain_where_nobody_does(tmp_path: Path) -> None:
    only = tmp_path / "ours.toml"
    only.write_text(re.sub(r"(?ms)^\[\[may\]\].*?^\[quiet\]", ONLY_THE_CEO + "\n[quiet]", SEV), "utf-8")
    rules = the_rules(only)
    assert rules.roster.roles["ceo"] == ()
    first = next(held for link in rules.roster.chains["ceo"] if (held := rules.roster.roles[link]))
    allowed = {person for person in COLLEAGUES if may((rules.policy, rules.roster), "climb", person)}
    assert allowed == set(first)


ONLY_THE_CEO = """[[may]]
key = "change"
roles = ["ceo"]
because = "Only the CEO."
"""

WRONG = {
    "a verb that is none": (
        '"step_down"]',
        '"step_dwn"]',
        'there is no verb step_dwn: did you mean "step_down"?',
    ),
    "a button that is a way to another": ('"step_down"]', '"still_working"]', "it is a way to post_update"),
    "a verb in two rows": ('"step_down"]', '"cancel"]', "cancel is in row 3 of this table as well"),
    "a part that is none": ('who = ["anyone"]', 'who = ["everybody"]', "should be 'anyone'"),
    "a role that is none": ('roles = ["admin"]', 'roles = ["admn"]', "admn"),
    "nobody": ('who = ["anyone"]\n', "", "say who: `who`, `roles` or both"),
    "two rows for all others": ('verbs = ["close"]\n', "", "only one is for all others"),
    "none for all others": (
        "[[may]]                        # all other verbs\n",
        '[[may]]\nverbs = ["resolve"]\n',
        "one row must be without `verbs`",
    ),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_table_and_key(tmp_path: Path, change: tuple[str, str, str]) -> None:
    old, new, said = change
    assert old in SEV
    file = tmp_path / "ours.toml"
    file.write_text(SEV.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyErrors) as caught:
        load_policy(file)
    found = [str(problem) for problem in caught.value.problems]
    assert any("may" in problem and said in problem for problem in found), found
