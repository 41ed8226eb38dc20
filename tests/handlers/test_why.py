"""`/escalate why ESC-7`: each decision with its rule and the facts, for colleagues alone."""

from tests.builders.escalations import an_escalation
from tests.builders.office import PRIYA
from tests.handlers.door import Door


def test_it_says_which_row_and_which_facts(door: Door) -> None:
    an_escalation(door.office, severity="sev3", trigger="executive_complaint")
    said = str(door.command("why ESC-1")["blocks"])
    assert "impact.workaround" in said
    assert "severity.sev3.notify[0]" in said
    assert "path_rule.executive_to_vp" in said
    assert "an executive of theirs is involved (what set it off: Executive complaint)" in said
    assert "severity.sev3.deadline.acknowledge" in said


def test_what_is_not_there_and_who_is_not_ours(door: Door) -> None:
    assert "There is no ESC-9" in door.command("why ESC-9")["text"]
    an_escalation(door.office)
    assert "Only people of this company" in door.command("why ESC-1", by=PRIYA)["text"]


def test_why_with_anything_else_behind_it_is_an_escalation(door: Door) -> None:
    assert door.command("why is it down again") is None
    assert len(door.slack.opened) == 1
