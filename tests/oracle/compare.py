"""Oracle and engine side by side: `compare` a world of a seed, and tell the first difference."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from policy.load import policy_file
from tests.oracle.company import Company
from tests.oracle.crowds import heard
from tests.oracle.engine import live_through
from tests.oracle.expected import Said, expected
from tests.oracle.mornings import mornings
from tests.oracle.worlds import Case, World, a_world


@dataclass(frozen=True)
class Verdict:
    """How many messages were compared, how many of them for several escalations, and the first difference in words;
    None where there is none."""

    seed: int
    escalations: int
    messages: int
    gathered: int
    difference: str | None


def compare(
    database_url: str,
    folder: Path,
    seed: int,
    escalations: int,
    engine_policy: str | Path = "sev",
    *,
    crowded: bool = False,
) -> Verdict:
    """Live through the world of this seed on an empty, migrated database. `folder` is for the team file.

    The oracle goes by the shipped policy; the engine by another only to see whether the oracle notices. `crowded`: in
    a world where much is asked of few, both go by a policy that lets a channel have one nudge a minute. Neither calls
    in a sponsor for a promise that passed, which the oracle knows nothing of.
    """
    world = a_world(seed, escalations, crowded=crowded)
    text, engines = (_without_sponsor(policy_file(name).read_text()) for name in ("sev", engine_policy))
    if crowded:
        text, made = re.subn(r"nudges_a_minute = \d+", "nudges_a_minute = 1", text)
        assert made == 1
        engines = text
    engine_policy = folder / "engine.toml"
    engine_policy.write_text(engines)
    policy = tomllib.loads(text)
    company = Company(world.team, policy, world.start, world.end)
    walks = [expected(world, policy, company, number) for number in range(len(world.cases))]
    lived = live_through(world, database_url, folder, engine_policy)
    alone, gathered = heard(walks, policy)
    messages = sum(map(len, alone)) + len(gathered) + len(lived.digests)
    difference = next(
        (
            f"{_case(world, number)}\n{found}"
            for number, said in enumerate(alone)
            if (found := _first_difference(said, lived.said[number])) is not None
        ),
        None,
    )
    if difference is None:
        difference = _first_difference(gathered, lived.gathered)
    if difference is None:
        difference = _first_difference(sorted(mornings(world, policy, company, walks)), sorted(lived.digests))
    return Verdict(seed, escalations, messages, len(gathered), difference and f"seed {seed}: {difference}")


def _without_sponsor(policy: str) -> str:
    """The same policy without its rule about the first promise that passes."""
    without, taken = re.subn(r'\[\[path_rule\]\]\nkey = "sponsor_sla"\n.*?\n\n', "", policy, flags=re.DOTALL)
    assert taken == 1
    return without


def _first_difference(wanted: Sequence[tuple[object, ...]], got: Sequence[tuple[object, ...]]) -> str | None:
    """The first message that one side has and the other has not; those of one moment have no order."""
    pairs = zip_longest(sorted(wanted, key=_order), sorted(got, key=_order))
    for number, (want, have) in enumerate(pairs):
        if want != have:
            return f"message {number + 1}\n  the oracle: {_words(want)}\n  the engine: {_words(have)}"
    return None


def _order(message: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(part) for part in message)


def _words(message: tuple[object, ...] | None) -> str:
    if not isinstance(message, Said):
        return str(message and [str(part) for part in message])
    items = [
        f"{item.what}:{item.step} due {item.due:%d %b %H:%M} +{item.overdue_minutes}"
        for item in message.items
    ]
    due = f", answer by {message.due:%d %b %H:%M}" if message.due else ""
    late = f", {message.late} min late" if message.late is not None else ""
    return (
        f"{message.at:%a %d %b %H:%M:%S} {message.kind} in {message.place} to {message.person}"
        f"{f' at {message.tier}' if message.tier else ''}{due} {'; '.join(items)}{late}"
    )


def _case(world: World, number: int) -> str:
    case: Case = world.cases[number]
    acts = [
        f"    {act.at:%a %d %b %H:%M} {act.verb}, told {act.told_at}, promised {act.promised_at}"
        for act in case.acts
    ]
    about = f"{case.severity}, DRI {case.dri}, reached us {case.reached_at}, opened {case.opened_at}"
    return "\n".join([f"escalation {number + 1}: {about}", *acts])
