"""Whatever can be pressed is carried out, and whatever opens a form is taken when the form is sent."""

from __future__ import annotations

import re
import tomllib

from handlers.forms import FORMS
from handlers.presses import BUTTONS
from message_templates.buttons import LINK_VERB, MENU_VERB
from message_templates.forms import form
from message_templates.shelf import ROOM
from services.wording.next_verbs import MENU, VERB_FOR

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
