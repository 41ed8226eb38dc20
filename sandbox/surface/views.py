"""An open modal as a test fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sandbox.block_tree import words
from sandbox.surface.asking import Asks, Refused, ask
from sandbox.surface.messages import Button, buttons_of, pick
from sandbox.view_state import MANY, Field, Values, fields_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Submitted:
    """What became of a form: *closed*, *cleared*, *updated*, *pushed*, *errors*, or *trouble*.

    ``errors`` maps block ids to sentences; ``sentence`` is what the person reads in case of trouble.
    """

    result: str
    errors: dict[str, str]
    sentence: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app took it."""
        return self.result in ("closed", "cleared", "updated", "pushed")


class View:
    """A modal (or the App Home) on a person's screen, as it stood when it was looked at."""

    def __init__(self, asks: Asks, person: str, row: Json) -> None:
        self._asks = asks
        self._person = person
        self.row = row
        self.id = str(row["id"])
        self.view: Json = row["view"]
        self.values: Values = row["values"]
        self.stack: int = row.get("stack", 1)

    @property
    def title(self) -> str:
        """The words at its top."""
        return str((self.view.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of form."""
        return str(self.view["callback_id"])

    @property
    def notice(self) -> str:
        """The trouble it shows, if any."""
        return str(self.row.get("notice", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.view["blocks"])

    @property
    def buttons(self) -> list[Button]:
        """Everything to click in it."""
        return buttons_of(self.blocks)

    @property
    def all_text(self) -> str:
        """Everything readable in it."""
        return "\n".join([self.title, *words(self.blocks)])

    @property
    def fields(self) -> dict[str, Field]:
        """Its fields by block id."""
        return {field.block["block_id"]: field for field in fields_of(self.blocks)}

    def value(self, name: str) -> Any:
        """What stands in a field: a text, an option's value, a list …."""
        field = self._field(name)
        state = self.values.get(field.block["block_id"], {}).get(field.element["action_id"], {})
        found = state.get(field.key)
        if isinstance(found, dict):
            return found.get("value")
        if isinstance(found, list):
            return [each.get("value") if isinstance(each, dict) else each for each in found]
        return found

    def fill(self, **fields: Any) -> View:
        """Fill fields by block id, action id (whole, or before ``:``) or label; ``_`` is ``-`` or a space.

        Options are given by value or by words, people and channels by name, dates and times as such or as
        Slack writes them. Whatever the app is told at once (dispatching elements) is told at once. Raises
        ``LookupError`` for a field or option that is not there. Returns the form as it stands then.
        """
        shown = self
        for name, value in fields.items():
            shown = shown.set(name, value)
        return shown

    choose = fill

    def set(self, name: str, value: Any) -> View:
        """The same for one field, whose name need not be an identifier."""
        field = self._field(name)
        state = self._state_of(field, value)
        block_id, action_id = field.block["block_id"], field.element["action_id"]
        self.values.setdefault(block_id, {})[action_id] = {"type": field.kind, **state}
        if not field.dispatches:
            return self
        return self._act(block_id, action_id, field.kind, state)

    def clicks(self, wanted: str) -> View:
        """Click a button in it, by action id or label; returns what is on top of the screen then."""
        button = pick(self.buttons, wanted)
        return self._act(button.block_id, button.action_id, button.type, {"value": button.value})

    def _act(self, block_id: str, action_id: str, kind: str, value: Json) -> View:
        where = "home" if self.view["type"] == "home" else "view"
        ask(
            self._asks,
            "ui/action",
            **{"as": self._person},
            container={"type": where, "view_id": self.id},
            block_id=block_id,
            action_id=action_id,
            type=kind,
            value=value,
            state=self.values,
        )
        return self.fresh()

    def fresh(self) -> View:
        """What is on top of this person's screen now; this same form where nothing is."""
        state = ask(self._asks, "ui/state", **{"as": self._person})
        return View(self._asks, self._person, state["view"]) if state["view"] else self

    def submit(self, **fields: Any) -> Submitted:
        """Fill what is given, then press submit and wait for the app's answer."""
        shown = self.fill(**fields)
        try:
            answer = ask(
                shown._asks, "ui/submit", **{"as": shown._person}, view_id=shown.id, state=shown.values
            )
        except Refused as refused:
            kind = "errors" if refused.errors else "trouble"
            return Submitted(kind, refused.errors, refused.sentence)
        return Submitted(answer["result"], {})

    def close(self, *, everything: bool = False) -> None:
        """Close it, or the whole stack."""
        ask(self._asks, "ui/close_view", **{"as": self._person}, view_id=self.id, all=everything)

    def options(self, name: str, typed: str) -> list[Json]:
        """What an external menu offers after typing."""
        field = self._field(name)
        answer = ask(
            self._asks,
            "ui/options",
            **{"as": self._person},
            view_id=self.id,
            block_id=field.block["block_id"],
            action_id=field.element["action_id"],
            value=typed,
        )
        groups = answer.get("option_groups") or []
        return list(answer.get("options") or [option for group in groups for option in group["options"]])

    def _field(self, name: str) -> Field:
        fields = list(fields_of(self.blocks))

        def plain(text: str) -> str:
            return text.lower().replace("-", "_").replace(" ", "_").rstrip("?:.")

        for which in range(3):
            for field in fields:
                block_id, action_id = field.block["block_id"], field.element["action_id"]
                whole, short = (block_id, action_id), (block_id.split(":")[0], action_id.split(":")[0])
                if plain(name) in {plain(each) for each in (whole, short, (field.label,))[which]}:
                    return field
        there = ", ".join(f"{f.block['block_id']}/{f.element['action_id']} ({f.label!r})" for f in fields)
        raise LookupError(f"the form {self.title!r} has no field {name!r}; it has {there or 'none'}")

    def _state_of(self, field: Field, value: Any) -> Json:
        if field.key in MANY:
            return {field.key: [self._one(field, each) for each in value or []]}
        return {field.key: None if value is None else self._one(field, value)}

    def _one(self, field: Field, value: Any) -> Any:
        if field.key in ("selected_option", "selected_options"):
            return self._option(field, value)
        if field.key in ("selected_user", "selected_users"):
            return ask(self._asks, "sandbox/user", user=str(value))["id"]
        if "channel" in field.key or "conversation" in field.key:
            return ask(self._asks, "sandbox/channel", channel=str(value))["channel"]["id"]
        if isinstance(value, datetime):
            return int(value.timestamp())
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return int(value) if field.kind == "datetimepicker" else str(value)

    def _option(self, field: Field, value: Any) -> Json:
        if isinstance(value, dict):
            return value
        element = field.element
        offered = element.get("options") or [
            o for g in element.get("option_groups", []) for o in g["options"]
        ]
        if field.kind.endswith("external_select"):
            offered = self.options(field.element["action_id"], str(value))
        for option in offered:
            if value in (option["value"], option["text"]["text"]):
                return dict(option)
        there = ", ".join(f"{option['value']} ({option['text']['text']})" for option in offered)
        raise LookupError(f"{field.label!r} offers no {value!r}; it offers {there}")
