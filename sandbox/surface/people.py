"""A person as a test lets them act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.surface.asking import Asks, Refused, ask
from sandbox.surface.channels import Channel
from sandbox.surface.messages import Button, Message, pick
from sandbox.surface.views import View

Json = dict[str, Any]


@dataclass(frozen=True)
class Response:
    """What an act led to: ``text`` is all that only this person was shown, ``error`` what went wrong."""

    ok: bool
    text: str
    error: str
    messages: list[Message]


class Person(str):
    """Somebody in the workspace, who acts as a person would. As a string it is their id."""

    __slots__ = ("_asks", "email", "id", "name", "real_name")

    def __new__(cls, asks: Asks, name_or_id: str) -> Person:
        """The person of that name, id or e-mail address. Raises ``Refused`` where there is none."""
        found = ask(asks, "sandbox/user", user=name_or_id)
        person = super().__new__(cls, found["id"])
        person._asks = asks
        person.id = found["id"]
        person.name = found["name"]
        person.email = found["email"]
        person.real_name = found["real_name"]
        return person

    _asks: Asks
    id: str
    name: str
    email: str
    real_name: str

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    def _do(self, verb: str, **body: Any) -> Json:
        return ask(self._asks, verb, **{"as": self.id}, **body)

    def _respond(self, verb: str, **body: Any) -> Response:
        try:
            shown = self._do(verb, **body)["shown"]
        except Refused as refused:
            return Response(False, "", refused.sentence, [])
        told = {each["ts"] for each in shown}
        messages = [message for message in self.ephemerals if message.ts in told]
        return Response(True, "\n".join(message.all_text for message in messages), "", messages)

    def types(self, command: str, channel: str = "general") -> Response:
        """Type a slash command in a channel."""
        return self._respond("ui/command", channel=str(channel), text=command)

    def shortcut(self, callback_id: str) -> Response:
        """Use a global shortcut."""
        return self._respond("ui/shortcut", callback_id=callback_id)

    def message_shortcut(self, callback_id: str, message: Message) -> Response:
        """Use a shortcut on a message."""
        return self._respond("ui/shortcut", callback_id=callback_id, channel=message.channel, ts=message.ts)

    def clicks(self, message: Message, wanted: str, option: Any = None) -> Response:
        """Click something in a message, found by action id (whole, or before ``:``) or label.

        ``option`` is what to choose in a menu: an option's value or words, or a person's name.
        """
        fresh = self._do("ui/message", channel=message.channel, ts=message.ts)["message"]
        button = pick(Message.read(fresh, message.names).buttons, wanted)
        return self._respond(
            "ui/action",
            container={"type": "message", "channel": message.channel, "ts": message.ts},
            block_id=button.block_id,
            action_id=button.action_id,
            type=button.type,
            value=self._choice(button, option),
            state=fresh["values"],
        )

    def _choice(self, button: Button, option: Any) -> Json:
        if option is None:
            return {"value": button.value}
        if button.type == "users_select":
            return {"selected_user": Person(self._asks, str(option)).id}
        offered = button.element.get("options") or []
        offered = offered or [o for g in button.element.get("option_groups", []) for o in g["options"]]
        for each in offered:
            if option in (each["value"], each["text"]["text"]):
                many = button.type.startswith("multi_") or button.type == "checkboxes"
                return {"selected_options": [each]} if many else {"selected_option": each}
        there = ", ".join(f"{each['value']} ({each['text']['text']})" for each in offered)
        raise LookupError(f"{button.label!r} offers no {option!r}; it offers {there or 'nothing'}")

    @property
    def view(self) -> View:
        """The modal on top of their screen. Raises ``LookupError`` where none is open."""
        state = self._do("ui/state")
        if not state["view"]:
            toasts = "; ".join(toast["text"] for toast in state["toasts"])
            raise LookupError(f"{self.name} has no form open{f' (but was told: {toasts})' if toasts else ''}")
        return View(self._asks, self.id, state["view"])

    @property
    def has_view(self) -> bool:
        """Whether a modal is open."""
        return self._do("ui/state")["view"] is not None

    @property
    def home(self) -> View:
        """The app's home as it stands for them. Raises ``LookupError`` where nothing was published."""
        home = next(iter(self._do("ui/state")["home"].values()))
        if home is None:
            raise LookupError(f"{self.name} has no App Home yet")
        return View(self._asks, self.id, {"id": home["id"], "view": home, "values": home["state"]["values"]})

    def closes(self, *, everything: bool = False) -> None:
        """Close the modal on top, or all of them."""
        self.view.close(everything=everything)

    def posts(self, channel: str, text: str, *, thread: Message | None = None) -> Message:
        """Write a message; ``"dm"`` is the direct message with the bot."""
        thread_ts = (thread.thread_ts or thread.ts) if thread else None
        posted = self._do("ui/post", channel=str(channel), text=text, thread_ts=thread_ts)
        where = Channel(self._asks, channel=posted["channel"])
        return next(message for message in where.everything if message.ts == posted["ts"])

    def opens_home(self) -> None:
        """Look at the app's home."""
        self._do("ui/open_home")

    def reacts(self, message: Message, name: str) -> None:
        """Set a reaction, or take it back."""
        self._do("ui/react", channel=message.channel, ts=message.ts, name=name)

    def joins(self, channel: str) -> None:
        """Join a public channel."""
        self._do("ui/join", channel=str(channel))

    def leaves(self, channel: str) -> None:
        """Leave a channel."""
        self._do("ui/leave", channel=str(channel))

    def invites(self, user: str, channel: str) -> None:
        """Bring somebody into a channel."""
        self._do("ui/invite", channel=str(channel), user=str(user))

    @property
    def dm(self) -> Channel:
        """Their direct message with the bot."""
        return Channel(self._asks, dm=self.id)

    @property
    def ephemerals(self) -> list[Message]:
        """What only they were shown, in any channel, oldest first."""
        found: list[Message] = []
        for row in self._do("ui/state")["channels"]:
            found += [
                m for m in Channel(self._asks, channel=row["id"]).everything if m.ephemeral_to == self.id
            ]
        return sorted(found, key=lambda message: message.ts)

    @property
    def toasts(self) -> list[str]:
        """The errors that popped up since the last look (asking for ``view`` looks, too)."""
        return [str(toast["text"]) for toast in self._do("ui/state")["toasts"]]
