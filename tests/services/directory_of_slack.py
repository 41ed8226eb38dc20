"""A workspace's people, groups and channels behind the port, and how it may refuse to tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policy.roster import DirectoryPerson
from services.slack_port import ChannelFacts, GroupFacts, Refusal, SlackError


class DirectoryOfSlack:
    """Answers what `sync_directory` asks, and counts the questions. `refusals` come first, by question."""

    def __init__(self) -> None:
        self.people: dict[str, DirectoryPerson] = {}
        self.groups: list[GroupFacts] = []
        self.channels: dict[str, ChannelFacts] = {}
        self.refusals: dict[str, list[SlackError]] = {}
        self.asked: list[str] = []

    def person(self, handle: str, /, **differs: Any) -> str:
        """Somebody of the company."""
        user_id = f"U{handle.upper()}"
        facts = DirectoryPerson(
            user_id, handle.title(), f"{handle}@heard.example", "Europe/London", False, True, True, False
        )
        self.people[user_id] = replace(facts, **differs)
        return user_id

    def channel(self, name: str, /, **differs: Any) -> str:
        """A public channel that the bot is in."""
        channel_id = f"C{name.upper().replace('-', '')}"
        facts = ChannelFacts(channel_id, name, private=False, shared=False, member=True, archived=False)
        self.channels[channel_id] = replace(facts, **differs)
        return channel_id

    def list_channels(self) -> list[ChannelFacts]:
        self._ask("list_channels")
        return [channel for channel in self.channels.values() if not channel.archived]

    def channel_info(self, channel: str) -> ChannelFacts:
        self._ask(f"channel_info {channel}")
        if channel not in self.channels:
            raise SlackError(Refusal.NEVER, "channel_not_found")
        return self.channels[channel]

    def join(self, channel: str) -> None:
        self._ask(f"join {channel}")
        self.channels[channel] = replace(self.channels[channel], member=True)

    def lookup_email(self, email: str) -> DirectoryPerson | None:
        self._ask(f"lookup_email {email}")
        found = (person for person in self.people.values() if person.email == email and person.active)
        return next(found, None)

    def user_info(self, user: str) -> DirectoryPerson:
        self._ask(f"user_info {user}")
        if user not in self.people:
            raise SlackError(Refusal.NEVER, "user_not_found")
        return self.people[user]

    def list_usergroups(self) -> list[GroupFacts]:
        self._ask("list_usergroups")
        return self.groups

    def _ask(self, question: str) -> None:
        self.asked.append(question)
        waiting = self.refusals.get(question.partition(" ")[0])
        if waiting:
            raise waiting.pop(0)
