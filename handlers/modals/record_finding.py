"""The form *What was found*: cause, the way to it, workaround, estimate; who found it, and no word of blame. Row P3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Option, menu, moment, note, person, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from policy.kinds import FindingKind
from services.lookups.escalations import FormStart
from services.record import unix
from services.record_finding import RecordFinding
from services.refusal import Refused, refuse_all

VERB = "record_finding"


def build(start: FormStart, now: datetime, *, by: str) -> View:
    """Prefilled: found by whoever fills it in, now."""
    words = form(VERB)
    kinds = [Option(kind.value, words["kind"]["options"][kind.value]) for kind in FindingKind]
    blocks = [
        menu(words, "kind", kinds, chosen=FindingKind.CAUSE.value),
        text(words, "words", multiline=True),
        note("no_blame", words["no_blame"]),
        person(words, "found_by", chosen=by),
        moment(words, "found_at", chosen=now, optional=True),
        note("ask_them", words["ask_them"]),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id, "found_at": unix(now)})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> RecordFinding:
    """What the form says. Raises RefusedFields where it does not say what or who."""
    refuse_all(
        [Refused("finder_missing", field="found_by")] * (not typed.get("found_by"))
        + [Refused("finding_kind_missing", field="kind")] * (not typed.get("kind"))
    )
    return RecordFinding(
        request_key=request_key,
        escalation_id=about["escalation_id"],
        by=by,
        kind=FindingKind(typed["kind"]),
        words=typed.get("words") or "",
        found_by=typed["found_by"],
        found_at=moment_typed(typed.get("found_at"), about["found_at"]),
    )
