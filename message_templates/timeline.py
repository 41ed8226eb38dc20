"""What happened, one line an event: the words are in timeline/<event>.j2, which say what data they read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from message_templates.environment import tolerant_environment
from message_templates.safe import Safe
from message_templates.sentences import keys, sentence
from message_templates.shelf import ROOM, else_shipped


@cache
def events() -> frozenset[str]:
    """Every event that has words."""
    return frozenset(path.stem for path in (ROOM / "timeline").glob("[!_]*.j2"))


@else_shipped
def timeline_line(
    event: str,
    data: Mapping[str, Any],
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """The line for one entry of a timeline. `actor` is a user id or "heard"; `names` tells what people are called.

    An entry may lack what its words could use. An event without words is told by its name.
    """
    known = event if event in events() else "_other"
    line = (
        tolerant_environment()
        .get_template(f"timeline/{known}.j2")
        .render({**data, "event": event, "actor": actor, "names": names, "promise": _promise})
    )
    return Safe(" ".join(line.split()))


def _promise(kind: str) -> str:
    key = f"deadline_{kind}"
    return sentence(key) if key in keys() else kind.replace("_", " ")
