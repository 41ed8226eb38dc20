"""The workspace: all state, in memory, behind one lock."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sandbox.records import Canvas, Channel, File, Team, User, Usergroup, View

Json = dict[str, Any]


class Workspace:
    """Users, channels and open views. Whoever reads or writes holds ``lock``.

    Every change calls ``touch``: it raises ``revision`` and wakes those who wait for news.
    """

    def __init__(self, team_name: str) -> None:
        self.lock = threading.Condition(threading.RLock())
        self.revision = 1
        self.team = Team("T0SANDBOX0", team_name)
        self.teams: dict[str, Team] = {self.team.id: self.team}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.modals: dict[str, list[View]] = defaultdict(list)
        self.homes: dict[str, View] = {}
        self.toasts: dict[str, list[Json]] = defaultdict(list)
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self._numbers = itertools.count(1)
        self._last_ts = 0

    def touch(self) -> None:
        """Something changed: wake everybody who waits."""
        self.revision += 1
        self.lock.notify_all()

    def wait(self, news: Callable[[], bool], seconds: float) -> bool:
        """Wait until ``news()`` holds or the seconds are over; answers whether it holds."""
        with self.lock:
            return self.lock.wait_for(news, timeout=seconds)

    def new_id(self, prefix: str) -> str:
        """A fresh id such as ``C0SB0000A1``: unique in this workspace, stable from run to run."""
        number, digits = next(self._numbers), ""
        while number:
            number, digit = divmod(number, 36)
            digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
        return f"{prefix}0SB{digits:0>6}"

    def unique_id(self, prefix: str) -> str:
        """A fresh id that no other run gives either, for what an app may remember for good."""
        return prefix + secrets.token_hex(5).upper()

    def new_ts(self) -> str:
        """The machine's time as Slack writes it, unique and increasing."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def team_named(self, name_or_id: str) -> Team:
        """The team of that id or name; a new one is taken down as somebody else's."""
        for team in self.teams.values():
            if name_or_id in (team.id, team.name):
                return team
        looks_like_id = name_or_id.startswith("T") and name_or_id.isupper() and " " not in name_or_id
        team_id = name_or_id if looks_like_id else f"T0X{zlib.crc32(name_or_id.encode()):08X}"
        self.teams[team_id] = Team(team_id, name_or_id)
        return self.teams[team_id]

    def user_named(self, name_or_id: str) -> User | None:
        """The user of that id, name or e-mail address."""
        if name_or_id in self.users:
            return self.users[name_or_id]
        wanted = name_or_id.removeprefix("@")
        return next((user for user in self.users.values() if wanted in (user.name, user.email)), None)

    def channel_named(self, name_or_id: str) -> Channel | None:
        """The channel of that id or name (never a direct message by name)."""
        if name_or_id in self.channels:
            return self.channels[name_or_id]
        wanted = name_or_id.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == wanted and not c.is_im), None)

    def direct_message(self, user_id: str) -> Channel | None:
        """The conversation of the bot with a person, if it was ever opened."""
        return next((c for c in self.channels.values() if c.im_user == user_id), None)

    def view(self, view_id: str) -> View | None:
        """The open modal or the home of that id."""
        for stack in self.modals.values():
            for view in stack:
                if view.id == view_id:
                    return view
        return next((home for home in self.homes.values() if home.id == view_id), None)

    def is_external(self, user: User) -> bool:
        """Whether the person belongs to another company."""
        return user.team.id != self.team.id

    def toast(self, user_id: str, text: str) -> None:
        """Show a person an error, once."""
        self.toasts[user_id].append({"id": self.new_id("E"), "text": text})
        self.touch()
