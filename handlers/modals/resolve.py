"""The form *Resolve*: cause, remedy, prevention, and whether the customer knows and agrees. Rows P3d, P7a, M8a."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Block, Option, menu, radio, text
from handlers.modals.tell_customer import about_telling, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from policy.kinds import Remedy
from policy.schema import Policy
from services.lookups.escalations import FormStart
from services.refusal import Refused, refuse_all
from services.resolve import Resolve

VERB = "resolve"
CONFIRMED, TOLD, NOT_YET = "confirmed", "told", "not_yet"
SHORT = 300


def build(policy: Policy, start: FormStart, now: datetime) -> View:
    """What the customer was told is needed only where they know: nobody says so by leaving it as it is."""
    words = form(VERB)
    causes = [Option(row.key, row.label) for row in policy.root_cause]
    remedies = [Option(key, words["remedy"]["options"][key]) for key in Remedy]
    answers = [Option(key, words["customer_told"]["options"][key]) for key in (CONFIRMED, TOLD, NOT_YET)]
    blocks: list[Block] = [
        menu(words, "root_cause", causes),
        text(words, "cause", multiline=True),
        radio(words, "remedy", remedies, chosen=Remedy.FIX),
        text(words, "summary", multiline=True),
        text(words, "prevention", multiline=True),
        text(words, "product_feedback", multiline=True, optional=True),
        radio(words, "customer_told", answers, chosen=TOLD),
        *fields_of_telling(words, start, now, optional=True, verb=VERB),
        text(words, "confirmed_by", optional=True, longest=SHORT),
        text(words, "unconfirmed_because", optional=True, longest=SHORT),
    ]
    return modal(VERB, words, blocks, about=about_telling(start, now))


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Resolve:
    """What the form says. Raises RefusedFields where the customer is said to know, and not how or what."""
    knows = typed.get("customer_told")
    confirmed = knows == CONFIRMED
    needed = () if knows == NOT_YET else ("words", "channel", "recipients")
    wrong = [Refused(f"{name}_missing", field=name) for name in needed if not typed.get(name)]
    if confirmed and not typed.get("confirmed_by"):
        wrong.append(Refused("confirmed_by_missing", field="confirmed_by"))
    refuse_all(wrong)
    return Resolve(
        request_key=request_key,
        escalation_id=about["escalation_id"],
        by=by,
        summary=typed.get("summary") or "",
        told=None if knows == NOT_YET else told_of(typed, about),
        root_cause=typed.get("root_cause") or "",
        cause=typed.get("cause") or "",
        remedy=Remedy(typed.get("remedy") or Remedy.FIX),
        prevention=typed.get("prevention") or "",
        confirmed_by=typed.get("confirmed_by") if confirmed else None,
        unconfirmed_because=None if confirmed else typed.get("unconfirmed_because"),
        product_feedback=typed.get("product_feedback"),
    )
