"""What the stories of whole lives share: half a year of recovery, and what must be so at its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.demo.cast import PEOPLE
from models.deadline import Deadline
from models.escalation import Escalation
from sandbox import Message
from tests.builders.replay import replayed
from tests.scenarios.story import Story

TOLD = {"channel": "call", "recipients": "Priya Raman"}
DONE = {**TOLD, "words": "They are content"}


def in_hours(story: Story, hours: float) -> int:
    """What a picker gives for so many hours from now."""
    return int((story.clock.now + timedelta(hours=hours)).timestamp())


def recovers(story: Story, *people: str, until: datetime) -> None:
    """These people do what recovery asks of them by direct message, each on its day, until some day."""
    while (row := _next_due(story)) is not None and row.due_at < until:
        assert row.due_at > story.clock.now, f"{row.kind} {row.what} was not asked of {row.owner} on its day"
        story.passes(row.due_at - story.clock.now)
        for person in people:
            while (asked := _asked(story, person)) is not None:
                _do(story, person, *asked)
    story.passes(until - story.clock.now)


def _next_due(story: Story) -> Deadline | None:
    """The promise that is due next."""
    query = select(Deadline).where(Deadline.settled_at.is_(None)).order_by(Deadline.due_at).limit(1)
    with story.house.office.database.read() as session:
        return session.scalar(query)


def _asked(story: Story, person: str) -> tuple[Message, str] | None:
    """The first message with a step that waits, and its button."""
    for message in story.slack.dm(person).messages:
        for button in message.buttons:
            if button.action_id.split(":")[0] in ("finish_recovery_step", "move_recovery_step"):
                return message, button.action_id
    return None


def _do(story: Story, person: str, message: Message, button: str) -> None:
    """A step is done and holds; one that asks for a date gets one, three weeks ahead."""
    who = story.slack.person(person)
    assert who.clicks(message, button).ok
    asks_for_a_date = "due_at" in who.view.fields
    fields = {"due_at": in_hours(story, 24 * 21)} if asks_for_a_date else DONE
    holds = {"holds": "yes"} if "holds" in who.view.fields else {}
    story.sends(who, **fields, **holds)


def is_quiet(story: Story) -> None:
    """All is settled, and a month later nobody has heard anything more."""
    all_is_settled(story)
    before = len(story.slack.calls("chat.postMessage"))
    story.passes(days=30)
    assert len(story.slack.calls("chat.postMessage")) == before


def all_is_settled(story: Story) -> None:
    """Nothing is owed by anybody, and the timelines alone say all that the escalations are."""
    office = story.house.office
    with office.database.read() as session:
        escalations = list(session.scalars(select(Escalation)))
        owed = list(session.scalars(select(Deadline).where(Deadline.settled_at.is_(None))))
    assert [(row.kind.value, row.what, row.owner) for row in owed] == []
    for escalation in escalations:
        assert escalation.next_step_at is None
        assert replayed(office, escalation.id) == escalation.on_timeline


def heard(story: Story) -> Counter[str]:
    """How many messages each person got: direct ones, and those that mentioned them in a channel when they came."""
    people = {story.slack.person(name).id: name for name, *_ in PEOPLE}
    direct = {story.slack.dm(name).id: name for name in people.values()}
    got: Counter[str] = Counter()
    for call in story.slack.calls("chat.postMessage"):
        if call["response"].get("ok"):
            said = call["args"]
            mentioned = re.findall(r"<@(\w+)>", f"{said.get('text')} {said.get('blocks')}")
            to = {people[user_id] for user_id in mentioned if user_id in people}
            got.update(to | {name for place, name in direct.items() if place == said["channel"]})
    return got


def heard_at_most(story: Story, bounds: Mapping[str, int]) -> None:
    """Nobody got more messages than these bounds say, and whoever is not in them got none."""
    got = heard(story)
    assert {name: count for name, count in got.items() if count > bounds.get(name, 0)} == {}, got


def is_read_first(story: Story, by: str, card: Message) -> None:
    """The form says who reads it first: they are asked, find nothing to change, and it is sent. Row Y6."""
    author = story.slack.person(by)
    story.sends(author)
    author.closes()
    question = story.hears("please read", card)
    (reader,) = question.mentions
    story.presses(reader, question, "approve_words")
    story.presses(by, story.hears("it may go out as it is", card), "send_words")
