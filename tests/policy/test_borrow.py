"""A policy takes rows of a shipped one by name, overrides none, and is told what cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy.load import content_hash, load_policy, policy_file, shipped_policies
from policy.problems import PolicyErrors
from policy.schema import Policy
from tests.policy.builders import SEV_TOML, changed, line_of

SEV = SEV_TOML.read_text(encoding="utf-8")
WITHOUT_LADDERS = SEV[: SEV.index("[ladder.update_hourly]")] + SEV[SEV.index("[recovery]\n") :]


def ours(tmp_path: Path, borrow: str, text: str = WITHOUT_LADDERS) -> Path:
    """A policy of our own that borrows so."""
    file = tmp_path / "ours.toml"
    file.write_text(changed(text, ("[channel]\n", f"[borrow]\n{borrow}\n\n[channel]\n")), encoding="utf-8")
    return file


def refused(file: Path) -> list[str]:
    with pytest.raises(PolicyErrors) as caught:
        load_policy(file)
    return [str(problem).removeprefix(f"{file}:") for problem in caught.value.problems]


def test_what_is_borrowed_is_as_if_it_stood_there(tmp_path: Path, sev: Policy) -> None:
    borrowing = load_policy(ours(tmp_path, 'sev = ["ladder"]'))
    assert borrowing.ladder == sev.ladder
    assert content_hash(borrowing) == content_hash(sev)


def test_rows_of_our_own_stand_beside_borrowed_ones(tmp_path: Path, sev: Policy) -> None:
    own = """
[ladder.ours]
step = [{ name = "due", after = "0s", show = "message", to = "dri" }]
again = { every = "1d", to = "dri" }
"""
    borrowing = load_policy(ours(tmp_path, 'sev = ["ladder"]', WITHOUT_LADDERS + own))
    assert borrowing.ladder.keys() == {*sev.ladder, "ours"}


def test_a_row_may_be_put_in_another_place(tmp_path: Path, sev: Policy) -> None:
    file = ours(tmp_path, 'sev = ["ladder", "ladder.gentle as ladder.gentler"]')
    assert load_policy(file).ladder["gentler"] == sev.ladder["gentle"]


OWN_RULES = SEV[: SEV.index("[[path_rule]]")] + SEV[SEV.index("[watching]\n") :]


def test_a_row_of_a_list_is_borrowed_by_its_key_and_stands_behind_our_own(
    tmp_path: Path, sev: Policy
) -> None:
    own = """
[[path_rule]]
key = "ours"
tier = "managers"
because = "So."
any = [{ fact = "top" }]
"""
    borrowing = load_policy(ours(tmp_path, 'sev = ["path_rule.legal", "path_rule.billing"]', OWN_RULES + own))
    assert [row.key for row in borrowing.path_rule] == ["ours", "legal", "billing"]
    lent = {row.key: row for row in sev.path_rule}
    assert borrowing.path_rule[1:] == (lent["legal"], lent["billing"])


def test_a_fault_of_a_borrowed_row_of_a_list_names_who_lent_it(tmp_path: Path) -> None:
    without = OWN_RULES.replace('key = "legal_or_compliance"', 'key = "legal_or_so"')
    file = ours(tmp_path, 'sev = ["path_rule.legal"]', without)
    (said,) = refused(file)
    assert said.startswith(f"{line_of(file.read_text(), 'sev = ')}: path_rule[0].any[0].fact: ")
    assert said.endswith("(borrowed from sev)")


CANNOT = {
    "nobody of that name": ('sve = ["ladder"]', "borrow.sve: no shipped policy is called so"),
    "a table that it has not": ('sev = ["leader"]', "borrow.sev[0]: it has no [leader]"),
    "a row that it has not": ('sev = ["ladder.x"]', "borrow.sev[0]: it has no [ladder.x]"),
    "what it borrows itself": ('playbook = ["ladder"]', "borrow.playbook[0]: it has no [ladder]"),
    "a table that is written here": ('sev = ["limits"]', "borrow.sev[0]: [limits.ahead_at_most_one_in], "),
    "rows that are written here": ('sev = ["role"]', "[role.admin], [role.ceo]"),
    "a list that is written here": ('sev = ["impact"]', "borrow.sev[0]: [impact] is written here as well"),
    "a row of a list that is written here": (
        'sev = ["impact.outage"]',
        "borrow.sev[0]: [impact.outage] is written here as well",
    ),
    "a row of a list that it has not": ('sev = ["impact.outtage"]', "it has no [impact.outtage]"),
    "a row of a list under another key": (
        'sev = ["impact.outage as impact.down"]',
        "is a row of a list, which keeps its key: write no `as`",
    ),
    "a row of a list in a table": ('sev = ["impact.outage as ask.outage"]', "is a row of a list"),
    "a place that is no table": ('sev = ["ladder as name.x"]', "[name] is written here as something else"),
}


@pytest.mark.parametrize(("borrow", "sentence"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_borrowed_is_said_where_it_is_asked_for(
    tmp_path: Path, borrow: str, sentence: str
) -> None:
    file = ours(tmp_path, borrow)
    (said,) = [problem for problem in refused(file) if sentence in problem]
    assert said.startswith(f"{line_of(file.read_text(), borrow.split(' =')[0] + ' = ')}: borrow."), said


def test_a_fault_of_a_borrowed_row_names_who_lent_it(tmp_path: Path) -> None:
    without_role = WITHOUT_LADDERS.replace("[role.vp_cs]", "[role.vp_sales]").replace('"vp_cs"', '"vp_sales"')
    rows = without_role[: without_role.index("[recovery]\n")] + SEV[SEV.index("[[move]]\n") :]
    file = ours(tmp_path, 'sev = ["ladder", "recovery"]', rows)
    (said,) = [problem for problem in refused(file) if "vp_cs" in problem]
    assert said.startswith(f"{line_of(file.read_text(), 'sev = ')}: recovery.step[10].role: ")
    assert said.endswith("(borrowed from sev)")


def test_no_shipped_policy_writes_a_row_that_it_could_borrow_from_sev(sev: Policy) -> None:
    """What is the same as in `sev` stands there only: one place to mend."""
    for name in set(shipped_policies()) - {"sev"}:
        text = policy_file(name).read_text(encoding="utf-8")
        for ladder in load_policy(name).ladder.keys() & sev.ladder.keys():
            assert f"[ladder.{ladder}]" not in text
