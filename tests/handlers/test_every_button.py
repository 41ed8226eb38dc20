"""Whatever can be pressed is carried out, and whatever opens a form is taken when the form is sent."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from handlers.commands import ABOUT_ONE, ALONE
from handlers.forms import FORMS
from handlers.presses import BUTTONS
from message_templates.buttons import LINK_VERB, MENU_VERB
from message_templates.forms import form
from message_templates.shelf import ROOM
from policy.verbs import CHANGES, EVERYBODYS, GOVERNED, SEE_ARR, WAY_TO
from services.wording.next_verbs import MENU, VERB_FOR

SERVICES = Path(__file__).parents[2] / "services"
WITH_WORDS = set(tomllib.loads((ROOM / "buttons.toml").read_text("utf-8"))) - {MENU_VERB, LINK_VERB}


def test_every_button_that_has_words_is_carried_out() -> None:
    assert WITH_WORDS - set(BUTTONS) == set()


def test_every_verb_that_is_offered_has_a_button_with_words() -> None:
    in_templates = {
        verb
        for path in ROOM.rglob("*.j2")
        for verb in re.findall(r'add_button\("(\w+)"', path.read_text("utf-8"))
    }
    offered = in_templates | set(MENU) | set(VERB_FOR.values())
    assert offered - WITH_WORDS == set()


def test_every_form_that_can_be_sent_has_words() -> None:
    for verb in FORMS:
        assert form(verb)["submit"], verb


def test_no_form_loses_the_options_of_a_menu_that_it_shares() -> None:
    for verb in FORMS:
        channel = form(verb).get("channel")
        if channel is not None:
            assert channel["options"], verb


def verbs_of_services() -> dict[str, str]:
    """File → the verb that it says it is, for every service that changes an escalation for a person."""
    found = {}
    for file in SERVICES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "changing":
                verb = node.args[2]
                if file.stem == "ask_second_eyes":
                    continue  # it does what whoever may send the words may do
                assert isinstance(verb, ast.Constant), f"{file.name}: a verb is said by its name"
                found[file.stem] = str(verb.value)
    return found


def test_every_service_that_changes_an_escalation_is_the_verb_that_its_file_is_called() -> None:
    found = verbs_of_services()
    assert found == {name: name for name in found}
    assert set(found) == CHANGES, "a new verb is entered in policy/verbs.py"


def test_every_button_form_and_menu_row_is_a_verb_that_the_policy_speaks_of_or_everybodys() -> None:
    known = CHANGES | set(WAY_TO) | EVERYBODYS
    assert (set(BUTTONS) | set(FORMS) | set(MENU)) - known == set(), "enter it in policy/verbs.py"
    assert known - set(BUTTONS) - set(FORMS) == set()
    assert set(WAY_TO.values()) <= CHANGES
    assert {*ABOUT_ONE, *ALONE} & CHANGES == {"follow", "unfollow"}
    assert {SEE_ARR} == GOVERNED - CHANGES
