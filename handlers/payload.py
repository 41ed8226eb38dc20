"""What a request of Slack's says, with a name for each part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from message_templates.buttons import MENU_VERB

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Command:
    """A slash command. `text` is as Slack sends it: mentions are ids in angle brackets."""

    user: str
    name: str
    text: str
    trigger_id: str

    @classmethod
    def of(cls, body: Json) -> Command:
        return cls(body["user_id"], body["command"], (body.get("text") or "").strip(), body["trigger_id"])


@dataclass(frozen=True)
class Shortcut:
    """A global shortcut, or one on a message: then `message` and `channel` say which."""

    user: str
    callback_id: str
    trigger_id: str
    response_url: str | None
    channel: str | None
    message: Json | None

    @classmethod
    def of(cls, body: Json) -> Shortcut:
        channel = body.get("channel") or {}
        return cls(
            user=body["user"]["id"],
            callback_id=body["callback_id"],
            trigger_id=body["trigger_id"],
            response_url=body.get("response_url") or None,
            channel=channel.get("id"),
            message=body.get("message"),
        )


@dataclass(frozen=True)
class Press:
    """A button, or a field of a form or a menu that was changed: then `view` is where it stands.

    A button's `verb` is its action id up to a colon, so that one message may hold two of a kind; its value is
    `"<escalation>"` or `"<escalation>:<deadline>"`, the second part also a word to the
    customer. What is chosen from the menu *More* is pressed like a button: its
    option's value is the verb, a colon and such a value.
    """

    user: str
    verb: str
    value: str
    trigger_id: str
    response_url: str | None
    view: Json | None
    from_menu: bool = False

    @classmethod
    def of(cls, body: Json) -> Press:
        action = body["actions"][0]
        verb, value = action["action_id"].split(":")[0], action.get("value") or ""
        from_menu = verb == MENU_VERB
        if from_menu:
            verb, _, value = action["selected_option"]["value"].partition(":")
        return cls(
            user=body["user"]["id"],
            verb=verb,
            value=value,
            trigger_id=body["trigger_id"],
            response_url=body.get("response_url") or None,
            view=body.get("view"),
            from_menu=from_menu,
        )

    @property
    def in_form(self) -> bool:
        """Whether it stands in a modal."""
        return self.view is not None and self.view["type"] == "modal"

    @property
    def on_home(self) -> bool:
        """Whether it stands in the App Home."""
        return self.view is not None and self.view["type"] == "home"

    @property
    def escalation_id(self) -> int:
        """Which escalation; 0, which is none, where the button names none."""
        number = self.value.split(":")[0]
        return int(number) if number.isdecimal() else 0

    @property
    def other_id(self) -> int:
        """What it is about where that is no escalation: its value is a letter and a number. 0 where it is none."""
        number = self.value[1:] if self.value[:1].isalpha() else ""
        return int(number) if number.isdecimal() else 0

    @property
    def deadline_id(self) -> int | None:
        """Which promise, where the button stands for one."""
        number = self.value.partition(":")[2]
        return int(number) if number.isdecimal() else None

    @property
    def contact_id(self) -> int | None:
        """Which word to the customer, where the button stands for one."""
        return self.deadline_id


@dataclass(frozen=True)
class Form:
    """A form that was sent. Its view id names this very form, however often it is sent."""

    user: str
    view: Json

    @classmethod
    def of(cls, body: Json) -> Form:
        return cls(body["user"]["id"], body["view"])

    @property
    def verb(self) -> str:
        return str(self.view["callback_id"])

    @property
    def request_key(self) -> str:
        return f"view:{self.view['id']}"

    @property
    def about(self) -> Json:
        """What the form carries unseen."""
        carried: Json = json.loads(self.view.get("private_metadata") or "{}")
        return carried

    @property
    def escalation_id(self) -> int:
        """Which escalation; 0, which is none, for one that is only being raised."""
        return int(self.about.get("escalation_id", 0))
