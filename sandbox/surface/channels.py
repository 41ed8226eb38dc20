"""A channel as a test reads it, with expectations that wait and explain themselves."""

from __future__ import annotations

import time
from typing import Any

from sandbox.surface.asking import Asks, ask
from sandbox.surface.messages import Message

Json = dict[str, Any]


class Channel(str):
    """A channel, or the bot's direct message with a person. Every look is fresh. As a string it is its id."""

    __slots__ = ("_asks", "id")

    def __new__(cls, asks: Asks, **which: str) -> Channel:
        """The channel of ``channel=`` a name or an id, or of ``dm=`` a person. Raises ``Refused``."""
        channel = super().__new__(cls, ask(asks, "sandbox/channel", **which)["channel"]["id"])
        channel._asks = asks
        channel.id = str(channel)
        return channel

    _asks: Asks
    id: str

    def _look(self) -> Json:
        return ask(self._asks, "sandbox/channel", channel=self.id)

    def _names(self) -> dict[str, str]:
        there = ask(self._asks, "sandbox/people")
        return {**there["users"], **{key: f"@{handle}" for key, handle in there["usergroups"].items()}}

    @property
    def info(self) -> Json:
        """The channel's own facts: name, topic, members, is_archived, bookmarks, pins, shared_with …."""
        row: Json = self._look()["channel"]
        return row

    @property
    def name(self) -> str:
        """Its name, without ``#``."""
        return str(self.info["name"])

    @property
    def topic(self) -> str:
        """Its topic."""
        return str(self.info["topic"])

    @property
    def members(self) -> list[str]:
        """Its members' names."""
        names = self._names()
        return [names[member] for member in self.info["members"]]

    @property
    def everything(self) -> list[Message]:
        """All messages: replies, ephemeral ones, and Slack's own lines about who joined."""
        names = self._names()
        return [Message.read(row, names) for row in self._look()["messages"]]

    @property
    def messages(self) -> list[Message]:
        """What people and the bot wrote for all to see, oldest first, replies included."""
        return [message for message in self.everything if not message.subtype and not message.ephemeral_to]

    @property
    def pinned(self) -> list[Message]:
        """The pinned messages."""
        return [message for message in self.everything if message.pinned]

    def thread(self, parent: Message) -> list[Message]:
        """The replies below a message."""
        return [m for m in self.messages if m.is_reply and m.thread_ts == (parent.thread_ts or parent.ts)]

    def expects(
        self, text: str, within: float = 5.0, *, after: Message | None = None, thread: Message | None = None
    ) -> Message:
        """Wait until a message says ``text``, and return it (the newest, where several do).

        ``after`` asks for one that was posted later, ``thread`` for one below that message. Raises
        ``AssertionError`` that lists what stood there instead.
        """
        until = time.monotonic() + within
        while True:
            found = self._look()
            for message in reversed(self.messages):
                late_enough = after is None or message.ts > after.ts
                right_place = thread is None or message.thread_ts == (thread.thread_ts or thread.ts)
                if message.says(text) and late_enough and right_place:
                    self._seen().add(message.ts)
                    return message
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(
                    f"#{self.info['name']} never said {text!r} in {within} s; {self._stood()}"
                )
            ask(self._asks, "sandbox/changed", since=found["rev"], within=left)

    def quiet(self, for_: float = 0.5) -> None:
        """Nothing new may come for this many seconds. Raises ``AssertionError`` with what came."""
        before = {message.ts for message in self.messages}
        self._nothing_besides(before, for_, "was to stay quiet, but there came")

    def expects_nothing_more(self, within: float = 0.5) -> None:
        """By the app, nothing besides what ``expects`` found may be there, or come in this many seconds."""
        people = {message.ts for message in self.messages if not self._by_app(message)}
        self._nothing_besides(self._seen() | people, within, "was to say nothing more, but there is")

    def _by_app(self, message: Message) -> bool:
        return message.user == str(ask(self._asks, "sandbox/about")["bot_user_id"])

    def _nothing_besides(self, known: set[str], seconds: float, complaint: str) -> None:
        until = time.monotonic() + seconds
        while True:
            found = self._look()
            more = [message for message in self.messages if message.ts not in known]
            if more:
                listed = "\n  ".join(str(message) for message in more)
                raise AssertionError(f"#{self.info['name']} {complaint}\n  {listed}")
            left = until - time.monotonic()
            if left <= 0:
                return
            ask(self._asks, "sandbox/changed", since=found["rev"], within=left)

    def _seen(self) -> set[str]:
        return self._asks.known.setdefault(self.id, set())

    def _stood(self) -> str:
        there = [str(message) for message in self.messages]
        return "there stood\n  " + "\n  ".join(there) if there else "nothing stood there"
