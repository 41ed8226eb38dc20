"""What a template's `add_button(…)` records, and the actions block that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from message_templates import limits
from message_templates.fit import fit
from message_templates.markup import is_web_address
from message_templates.safe import Safe, finalize, plain
from message_templates.tables import table

LINK_VERB = "open_link"
"""The action id of a button that only opens an address; Slack reports the press all the same."""

_SIDE = "\x02"
"""Stands around the number of what is at a row's side. No escaped text contains it."""

BLOCK = "actions"

MENU_VERB = "more"
"""The action id of the menu; the option that was chosen says the verb and what it is about."""


def _words() -> Mapping[str, Mapping[str, str]]:
    """Each verb's label and style, from buttons.toml."""
    return table("buttons.toml")


def verb_label(verb: str) -> str:
    """What the verb's button says; the verb itself where there is no such button."""
    return _words()[verb]["label"] if verb in _words() else verb.replace("_", " ")


class Buttons:
    """The buttons of one message, in the order in which its template added them."""

    def __init__(self) -> None:
        self._elements: list[dict[str, Any]] = []
        self._at_side: list[dict[str, Any]] = []
        self._block_id = BLOCK

    def add_button(
        self, verb: str, value: object, deadline_id: int | None = None, label: str | None = None
    ) -> Safe:
        """A button whose press means `verb`, about an escalation's id and perhaps one of its deadlines.

        Its words come from buttons.toml unless `label` gives others. Raises KeyError for a verb that buttons.toml
        does not know.
        """
        words = _words()[verb]
        about = str(value) if deadline_id is None else f"{value}:{deadline_id}"
        self._add(verb, {"value": about}, label or words["label"], words.get("style"))
        return Safe("")

    def add_menu(self, verbs: Sequence[str], value: object, edition: int) -> Safe:
        """What is pressed seldom, behind one menu; nothing where there is none of it.

        Slack keeps showing what somebody chose last and says nothing when they choose it again, as long as the block
        has the same id: every `edition` of the message has another.
        """
        if not verbs:
            return Safe("")
        self._block_id = f"{BLOCK}:{edition}"
        self._elements.append(
            {
                "type": "static_select",
                "action_id": MENU_VERB,
                "placeholder": _plain_text(verb_label(MENU_VERB)),
                "options": [
                    {"text": _plain_text(verb_label(verb)), "value": f"{verb}:{value}"}
                    for verb in dict.fromkeys(verbs)
                ],
            }
        )
        return Safe("")

    def add_link_button(self, label: str, url: str | None) -> Safe:
        """A button that opens `url`; nothing where there is no address that may be linked."""
        if url is not None and is_web_address(url):
            self._add(LINK_VERB, {"url": url}, label, None)
        return Safe("")

    def row_button(
        self, verb: str, value: object, deadline_id: int | None = None, label: str | None = None
    ) -> Safe:
        """As `add_button`, at the side of the row that it is written in."""
        words = _words()[verb]
        about = str(value) if deadline_id is None else f"{value}:{deadline_id}"
        text = fit(plain(finalize(label or words["label"])), limits.BUTTON)
        return self._at_the_side(
            {"type": "button", "action_id": verb, "text": _plain_text(text), "value": about}
        )

    def row_menu(self, verbs: Sequence[str], value: object, deadline_id: int | None = None) -> Safe:
        """Several verbs behind the dots at the side of the row; they come back like those of the menu *More*."""
        if len(set(verbs)) == 1:
            return self.row_button(verbs[0], value, deadline_id)
        about = str(value) if deadline_id is None else f"{value}:{deadline_id}"
        options = [
            {"text": _plain_text(verb_label(verb)), "value": f"{verb}:{about}"}
            for verb in dict.fromkeys(verbs)
        ]
        return self._at_the_side(
            {"type": "overflow", "action_id": MENU_VERB, "options": options[: limits.OVERFLOW]}
        )

    def _at_the_side(self, element: dict[str, Any]) -> Safe:
        self._at_side.append(element)
        return Safe(f"{_SIDE}{len(self._at_side) - 1}{_SIDE}")

    def parted(self, row: str) -> tuple[str, dict[str, Any]]:
        """A row's words, and what stands at its side as its block has it."""
        text, _, after = row.partition(_SIDE)
        number, _, rest = after.partition(_SIDE)
        at_its_side = {"accessory": self._at_side[int(number)]} if number else {}
        return (text + rest).strip(), at_its_side

    def _add(self, verb: str, what: dict[str, Any], label: str, style: str | None) -> None:
        of_this_verb = [other for other in self._elements if other["action_id"].partition(":")[0] == verb]
        if (
            any(what.items() <= other.items() for other in of_this_verb)
            or len(self._elements) == limits.BUTTONS
        ):
            return
        # Within one block Slack wants every action id once; the verb is what stands before the colon.
        action_id = f"{verb}:{len(of_this_verb) + 1}" if of_this_verb else verb
        text = fit(plain(finalize(label)), limits.BUTTON)
        button = {
            "type": "button",
            "action_id": action_id,
            "text": _plain_text(text),
            **what,
        }
        # A row of green buttons says nothing: only the first keeps its style.
        if style and not any("style" in other for other in self._elements):
            button["style"] = style
        self._elements.append(button)

    def blocks(self) -> list[dict[str, Any]]:
        """One actions block, or none where nothing was added."""
        if not self._elements:
            return []
        return [{"type": "actions", "block_id": self._block_id, "elements": self._elements}]


def _plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}
