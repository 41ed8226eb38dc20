"""The doors on a real Bolt app: requests as Slack sends them go in, what Slack would get comes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, cast

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select

from handlers.desk import Desk
from handlers.register import register
from models.escalation import Escalation
from services.office import Office
from services.slack_port import SlackPort
from tests.builders.escalations import MONDAY
from tests.builders.office import CASEY, an_office
from tests.handlers.slack_seen import SlackSeen

Json = dict[str, Any]
TEAM = "THEARD"

_numbers = count(1)


@dataclass
class Door:
    """`now` is business time. Requests return the body that Slack reads; any status but 200 fails."""

    office: Office
    slack: SlackSeen = field(default_factory=SlackSeen)
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        self.app = App(
            signing_secret="not used by this way in",
            authorize=lambda **_: AuthorizeResult(
                enterprise_id=None, team_id=TEAM, bot_user_id="UHEARD", bot_token="xoxb-none"
            ),
            process_before_response=True,
        )
        register(self.app, Desk(self.office, cast(SlackPort, self.slack), lambda: self.now))

    def status_of(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Status and body of any request."""
        response = self.app.dispatch(BoltRequest(mode="socket_mode", body=dict(body)))
        return response.status, json.loads(response.body) if response.body else None

    def _ask(self, body: Mapping[str, Any]) -> Any:
        status, answer = self.status_of(body)
        assert status == 200, answer
        return answer

    def command(self, text: str = "", *, by: str = CASEY) -> Any:
        return self._ask(
            {
                "command": "/escalate",
                "text": text,
                "user_id": by,
                "team_id": TEAM,
                "channel_id": "CANY",
                "trigger_id": self._trigger(),
                "response_url": "",
            }
        )

    def shortcut(self, *, by: str = CASEY, response_url: str = "", **differs: Any) -> Any:
        body = self._interaction("shortcut", by) | {"callback_id": "open_escalation"}
        return self._ask(body | {"response_url": response_url} | differs)

    def message_shortcut(
        self, message: Json, *, channel: str = "CANY", by: str = CASEY, callback_id: str = "escalate_message"
    ) -> Any:
        body = self._interaction("message_action", by) | {
            "callback_id": callback_id,
            "channel": {"id": channel},
            "message": message,
            "response_url": "",
        }
        return self._ask(body)

    def press(self, verb: str, value: object = "", *, by: str = CASEY, response_url: str = "") -> Any:
        """A button in a message, or in the App Home where there is no `response_url`."""
        button = {"type": "button", "action_id": verb, "block_id": "b", "value": str(value)}
        body = self._interaction("block_actions", by) | {"actions": [button], "response_url": response_url}
        return self._ask(body)

    def change(self, view: Json, name: str, *, by: str = CASEY, **typed: Any) -> Json:
        """A field of an open form is changed; the form as it is shown then."""
        filled = fill(view, **typed)
        action = {"type": "static_select", "action_id": name, "block_id": name}
        before = len(self.slack.updated)
        self._ask(self._interaction("block_actions", by) | {"view": filled, "actions": [action]})
        return self.slack.updated[-1] if len(self.slack.updated) > before else view

    def send(self, view: Json, *, view_id: str | None = None, by: str = CASEY, **typed: Any) -> Any:
        """A form is sent, with these fields typed over what stands in it."""
        filled = fill(view, **typed) | {"id": view_id or f"VFORM{next(_numbers)}"}
        return self._ask(self._interaction("view_submission", by) | {"view": filled})

    def options(self, name: str, words: str, *, by: str = CASEY) -> Any:
        """What a menu offers while somebody types."""
        body = self._interaction("block_suggestion", by) | {
            "action_id": name,
            "block_id": name,
            "value": words,
        }
        return self._ask(body)

    def event(self, event: Json, *, event_id: str | None = None) -> int:
        """The status that Slack gets."""
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id or f"Ev{next(_numbers)}",
            "event": event,
        }
        return self.status_of(body)[0]

    def _interaction(self, kind: str, by: str) -> Json:
        user = {"id": by, "team_id": TEAM}
        return {"type": kind, "user": user, "team": {"id": TEAM}, "trigger_id": self._trigger()}

    def _trigger(self) -> str:
        return f"{next(_numbers)}.1"


def a_door(database_url: str) -> Door:
    """A door to an office with everybody known."""
    return Door(an_office(database_url))


_VALUE = {
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}


def fill(view: Json, **typed: Any) -> Json:
    """The view as Slack sends it back, with `typed` (field → value) over what stands in it.

    Raises AssertionError for a field that the form lacks, StopIteration for an option that a menu lacks.
    """
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        name, element = block["block_id"].split("~")[0], block["element"]
        values[block["block_id"]] = {
            element["action_id"]: _state(element, name in typed, typed.pop(name, None))
        }
    assert not typed, f"no such fields in the form: {sorted(typed)}"
    return {"id": "VOPEN", **view, "state": {"values": values}}


def _state(element: Json, given: bool, value: Any) -> Json:
    kind = element["type"]
    if kind == "external_select":  # what is given is the option, as it was offered
        return {"type": kind, "selected_option": value if given else element.get("initial_option")}
    if kind in ("static_select", "radio_buttons"):
        chosen = element.get("initial_option")
        if given:
            chosen = next(row for row in options_of(element) if row["value"] == value) if value else None
        return {"type": kind, "selected_option": chosen}
    selected, initial = _VALUE.get(kind, ("value", "initial_value"))
    return {"type": kind, selected: value if given else element.get(initial)}


def options_of(element: Json) -> list[Json]:
    """Every option of a menu, grouped or not."""
    return element.get("options") or [row for group in element["option_groups"] for row in group["options"]]


def standing_in(view: Json) -> Json:
    """Field → what stands in it."""
    found: Json = {}
    for block_id, elements in fill(view)["state"]["values"].items():
        (state,) = elements.values()
        value = next(value for key, value in state.items() if key != "type")
        found[block_id.split("~")[0]] = value["value"] if isinstance(value, dict) else value
    return found


def text_of(view: Json) -> str:
    """Every word on it, for looking whether something is said."""
    return json.dumps(view["blocks"], ensure_ascii=False)


def all_escalations(office: Office) -> list[Escalation]:
    """Every one there is, in the order they were raised."""
    with office.database.read() as session:
        return list(session.scalars(select(Escalation).order_by(Escalation.id)))
