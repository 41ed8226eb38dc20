"""Every message's samples: a typical context, as the services make it; the shortest, and the longest there may be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from message_templates.guidance import hard_case, heard
from message_templates.samples.bent import multiplied, shortened, typed_over
from message_templates.samples.of_heard import OF_HEARD
from message_templates.samples.of_people import OF_PEOPLE
from message_templates.samples.of_the_case import OF_THE_CASE
from message_templates.samples.of_words import OF_WORDS
from message_templates.samples.things import NAMES

TYPICAL: Mapping[str, dict[str, Any]] = MappingProxyType({**OF_THE_CASE, **OF_PEOPLE, **OF_WORDS, **OF_HEARD})
"""By message. It holds every fact that the message may use."""

LONG = "Ünbelievably long words 👩‍🚒 " * 200
"""As somebody pastes them."""


RECORDS = ("typical", "shortest", "longest")


def of_message(name: str) -> Mapping[str, dict[str, Any]]:
    """By the record's name: `typical`, `shortest`, `longest`. Raises KeyError for a message without samples."""
    typical = TYPICAL[name]
    if name == "guide":  # it is told words, and these may be a team's own
        typical = typical | {"heard": heard(), "fits": dict(hard_case("our_fault"))}
    made = (typical, shortened(typical), multiplied(typed_over(typical, LONG), 3))
    return {record: {**context, "names": NAMES} for record, context in zip(RECORDS, made, strict=True)}
