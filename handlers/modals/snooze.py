"""The form *Snooze*: which nudge waits, for how long, and why. Row X6."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers.modals.fields import FormWords, Option, menu, note, text
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.markup import cut
from message_templates.safe import escape, one_line
from policy.durations import format_duration, parse_duration
from services.lookups.snooze import SnoozeStart
from services.refusal import Refused, refuse_all
from services.snooze import Snooze

VERB = "snooze"
MOST = 100
"""Choices that one menu of Slack's takes."""


def build(start: SnoozeStart) -> View:
    """The promise whose button was pressed, for as long as is allowed."""
    words = form(VERB)
    times = words["once"] if start.times == 1 else words["often"].format(times=start.times)
    severity = escape(one_line(start.severity))
    bound = words["bound"].format(
        severity=severity, longest=length_in_words(words, start.lengths[-1]), times=times
    )
    lengths = [Option(format_duration(length), length_in_words(words, length)) for length in start.lengths]
    promises = [Option(str(key), cut(label, 75)) for key, label in start.promises][:MOST]
    blocks = [
        menu(words, "promise", promises, chosen=str(start.chosen)),
        menu(words, "length", lengths, chosen=lengths[-1].key),
        text(words, "because", longest=300),
        note("bound", bound),
    ]
    about = {"escalation_id": start.escalation_id, "deadline_id": start.chosen}
    return modal(VERB, words, blocks, about=about)


def length_in_words(words: FormWords, length: timedelta) -> str:
    """15 min, 1 h, 1 day."""
    written = format_duration(length)
    units: Mapping[str, str] = words["units"]
    return units.get("one_d" if written == "1d" else written[-1], "{n}").format(n=written[:-1])


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Snooze:
    """What the form says. Raises RefusedFields where it says not for how long."""
    length = typed.get("length")
    refuse_all([] if length else [Refused("snooze_too_long", field="length")])
    return Snooze(
        request_key,
        about["escalation_id"],
        by,
        int(typed.get("promise") or about["deadline_id"]),
        parse_duration(length),
        typed.get("because") or "",
    )
