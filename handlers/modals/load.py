"""How much somebody has already, in a line of a form. Row M11e."""

from __future__ import annotations

from collections.abc import Mapping

from message_templates.safe import escape, one_line
from services.lookups.workload import LoadOf


def lines_of_load(words: Mapping[str, str], load: LoadOf) -> list[str]:
    """What they have; where one more is too much, why, and who has room."""
    person = f"<@{load.person}>"
    label = escape(one_line(load.grave_label))
    lines = [words["load"].format(person=person, grave=load.grave, grave_label=label, open=load.open)]
    if load.too_much:
        lines.append(words["too_much"].format(because=escape(one_line(load.too_much))))
    if load.room:
        room = ", ".join(f"<@{one}>" for one in load.room)
        lines.append(words["room"].format(people=room))
    return lines
