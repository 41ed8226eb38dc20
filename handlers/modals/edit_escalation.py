"""The form *Edit details*: every field as it stands, with a mark of what was shown. Row X7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, Option, address, menu, moment, note, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from policy.schema import Policy
from services.edit_escalation import Details, EditEscalation
from services.lookups.fields import RecordStart
from services.record import unix_or_none

VERB = "edit_escalation"


def build(policy: Policy, start: RecordStart) -> View:
    """Prefilled with what stands."""
    words, now = form(VERB), start.values
    impacts = [Option(row.key, row.label) for row in policy.impact]
    outcomes = [Option(row.key, row.label) for row in policy.outcome]
    triggers = [Option(row.key, row.label, row.group) for row in policy.trigger]
    blocks: list[Block] = [
        note("kept", words["kept"]),
        text(words, "customer", filled=now["customer"], longest=150),
        text(words, "problem", filled=now["problem"], multiline=True),
        menu(words, "impact", impacts, chosen=now["impact"]),
        menu(words, "outcome", outcomes, chosen=now["outcome"], optional=True),
        menu(words, "trigger", triggers, chosen=now["trigger"], optional=True),
        text(words, "contact", filled=now["contact"], optional=True, longest=150),
        address(words, "link", filled=now["link"]),
        moment(words, "needs_by", chosen=now["needs_by"], optional=True),
    ]
    about = {
        "escalation_id": start.escalation_id,
        "needs_by": unix_or_none(now["needs_by"]),
        "seen": {name: start.marks[name] for name in vars(Details())},
    }
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str) -> EditEscalation:
    """What the form says."""
    said = {name: typed.get(name) for name in vars(Details()) if name != "needs_by"}
    details = Details(**said, needs_by=moment_typed(typed.get("needs_by"), about["needs_by"]))
    return EditEscalation(about["escalation_id"], by, details, about["seen"])
