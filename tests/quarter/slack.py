"""A Slack that takes everything and keeps only whom each message calls, in a file: memory is being measured."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from policy.roster import DirectoryPerson, Roster
from services.deliver import DeliveryReport, Desk
from services.delivery.claim import claim
from services.delivery.perform import perform
from services.delivery.settle import settle
from services.delivery.trouble import sort_out
from services.delivery.words import word_all
from services.slack_port import Block, ChannelFacts, Identity, NamedChannel, Posted

_MENTION = re.compile(r"<@(U\w+)>")


@dataclass(frozen=True)
class Taken:
    """A message that Slack took: whom it calls by name, or whose conversation it stands in."""

    op_id: str
    called: tuple[str, ...]
    top_level: bool


class CountingSlack:
    """What delivery needs of Slack, and nothing else."""

    def __init__(self, roster: Roster, log: Path) -> None:
        self.edits = 0
        self.gone: set[str] = set()
        self._roster, self._path = roster, log
        self._log = log.open("w")
        self._clock, self._channels = count(1), count(1)

    def taken(self) -> Iterator[Taken]:
        """Everything said so far, in order."""
        self._log.flush()
        with self._path.open() as lines:
            for line in lines:
                op_id, called, top_level = json.loads(line)
                yield Taken(op_id, tuple(called), top_level)

    def auth_test(self) -> Identity:
        return Identity("THEARD", "Heard", "http://slack.invalid/", "UHEARD", "BHEARD", None, frozenset())

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        thread_ts: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Posted:
        called = set(_MENTION.findall(text + json.dumps(blocks)))
        if channel.startswith("D"):
            called = {channel.removeprefix("D")}
        op_id = (metadata or {})["event_payload"]["op_id"]
        self._log.write(json.dumps([op_id, sorted(called), thread_ts is None]) + "\n")
        return Posted(channel, f"1795428900.{next(self._clock):06}")

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None:
        self.edits += 1

    def open_dm(self, user: str) -> str:
        return f"D{user}"

    def channel_info(self, channel: str) -> ChannelFacts:
        return ChannelFacts(channel, channel.lower(), False, False, True, False)

    def list_channels(self) -> list[ChannelFacts]:
        return [self.channel_info(channel) for channel in self._roster.channels.values()]

    def create_channel(self, name: str, *, private: bool) -> NamedChannel:
        made = ChannelFacts(f"COWN{next(self._channels)}", name, private, False, True, False)
        return NamedChannel(made, ours=True, made_at=0.0)

    def invite(self, channel: str, user: str) -> None:
        """Whoever is brought in is not counted: Slack tells them of a channel, not of a message."""

    def set_topic(self, channel: str, topic: str) -> None:
        pass

    def pin(self, channel: str, ts: str) -> None:
        pass

    def add_bookmark(self, channel: str, title: str, link: str) -> None:
        pass

    def create_canvas(self, title: str) -> str:
        return f"F{next(self._channels)}"

    def write_canvas(self, canvas: str, markdown: str) -> None:
        pass

    def share_canvas(self, canvas: str, channel: str) -> None:
        pass

    def archive(self, channel: str) -> None:
        pass

    def user_info(self, user: str) -> DirectoryPerson:
        known = self._roster.person(user)
        active = user not in self.gone
        return DirectoryPerson(
            user, known.name, known.email, known.calendar.zone, False, active, internal=True, guest=False
        )

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"delivery needs no {name} here")


def delivered(desk: Desk, report: DeliveryReport) -> None:
    """Everything that may leave now: delivery's own steps, one after the other instead of by threads."""
    while True:
        jobs = claim(desk, 16, may_list=False).jobs
        if not jobs:
            return
        ready, failed = word_all(desk, jobs)
        assert not failed, failed
        answers = [perform(desk, job) for job in ready]
        refused = [answer for answer in answers if answer.error]
        # What was said to somebody who has left the company since is not kept current any more.
        assert all(one.error and one.error.code == "user_disabled" for one in refused), refused
        settle(desk, [answer for answer in answers if not answer.error], report)
        for answer in refused:
            sort_out(desk, answer, report)
