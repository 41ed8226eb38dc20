"""Guidance where it is needed: HEARD, the four hard cases, and the one that the record speaks for. Rows M5, P7."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.modals.view import field_of
from message_templates.drafts import draft_kinds
from message_templates.guidance import hard_case as words_of
from message_templates.guidance import hard_cases, heard
from policy.hard_cases import hard_case
from policy.load import load_policy
from policy.problems import PolicyErrors
from sandbox.block_kit import check_view
from tests.builders.escalations import an_acknowledged, an_escalation, is_triaged
from tests.handlers.door import Door
from tests.policy.builders import SEV_TOML, changed

CASES = {
    "a bug": ({"cause_type": "product_bug"}, "our_fault"),
    "a process of ours": ({"cause_type": "process_failure"}, "our_fault"),
    "a third party": ({"root_cause": "third_party", "cause_type": "product_bug"}, "not_our_fault"),
    "a wish": ({"trigger": "feature_request", "cause_type": "unknown"}, "cannot_be_fixed"),
    "what cannot be fixed": ({"remedy": "not_fixable", "cause_type": "product_bug"}, "cannot_be_fixed"),
    "a champion out of patience": ({"trigger": "champion_frustrated"}, "very_angry"),
    "nothing known": ({}, None),
    "an answer of former times": ({"cause_type": "gremlins"}, None),
}


@pytest.mark.parametrize(("known", "case"), CASES.values(), ids=CASES)
def test_the_first_row_of_which_an_answer_was_given(known: dict[str, str | None], case: str | None) -> None:
    found = hard_case(load_policy("sev"), known)
    assert (found[0].words if found else None) == case
    assert found is None or found[1].sentence


@pytest.mark.parametrize("policy", ["sev", "playbook", "crisis"])
def test_every_shipped_policy_has_the_four_cases_each_with_words_and_a_draft(policy: str) -> None:
    words = {row.words for row in load_policy(policy).hard_case}
    assert words == set(hard_cases())
    assert {f"hard/{name}" for name in words} <= set(draft_kinds())


def test_a_case_that_goes_by_an_answer_nobody_can_give_is_refused(tmp_path: Any) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        changed(SEV_TOML.read_text("utf-8"), ('["configuration"]', '["configurations"]')), "utf-8"
    )
    with pytest.raises(
        PolicyErrors, match=r'no \[\[cause_type\]\] configurations: did you mean "configuration"'
    ):
        load_policy(str(file))


def test_guidance_is_short() -> None:
    for name in hard_cases():
        case = words_of(name)
        assert 3 <= len(case["do"]) <= 5
        assert 2 <= len(case["dont"]) <= 4
        assert all(len(line) <= 80 for line in (*case["do"], *case["dont"]))
    assert [one["letter"][0] for one in heard()] == list("HEARD")


def test_in_general_it_tells_all_four(door: Door) -> None:
    said = json.dumps(door.command("guide")["blocks"], ensure_ascii=False)
    assert all(words_of(name)["title"] in said for name in hard_cases())
    assert "Empathise" in said


def test_of_an_escalation_it_tells_the_one_that_fits_and_why(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_triaged(door.office, escalation_id, cause_type="product_bug")
    answer = door.command(f"guide ESC-{escalation_id}")
    said = json.dumps(answer["blocks"], ensure_ascii=False)
    assert answer["text"].startswith("ESC-1: It was our fault.")
    assert "a bug or a process of ours" in said
    assert words_of("very_angry")["title"] not in said
    assert '"action_id": "draft"' in said


def test_where_none_fits_it_says_so_and_tells_all_four(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    said = json.dumps(door.command(f"guide {escalation_id}")["blocks"], ensure_ascii=False)
    assert "none of the four hard cases" in said
    assert all(words_of(name)["title"] in said for name in hard_cases())


def test_guide_with_words_after_it_is_an_escalation(door: Door) -> None:
    assert door.command("guide dogs cannot log in") is None
    assert door.slack.opened[-1]["callback_id"] == "open_escalation"


def test_the_form_says_it_in_a_line_and_has_its_draft_first_among_the_hard_ones(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_triaged(door.office, escalation_id, cause_type="product_bug", effect="300 tills are dark")
    door.press("post_update", escalation_id)
    view = door.slack.opened[-1]
    assert check_view(view) == []
    assert "own it in the first sentence" in json.dumps(view["blocks"])
    menu = next(block for block in view["blocks"] if block["block_id"] == "draft")
    usual, hard = menu["element"]["option_groups"]
    assert hard["options"][0]["value"] == "hard/our_fault"
    shown = door.change(view, "draft", draft="hard/our_fault")
    words = next(block for block in shown["blocks"] if field_of(block.get("block_id", "")) == "words")
    assert (
        "300 tills are dark. That was our doing, and I am sorry for it." in words["element"]["initial_value"]
    )
    assert usual["options"][0]["value"] == "update"
