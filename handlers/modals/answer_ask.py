"""The form that answers an ask: a person named, or a note, or a person who may be oneself. Row Y9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.modals.fields import LONGEST_TEXT, Block, note, person, text
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.safe import escape, one_line
from policy.kinds import AskKind
from services.look_up import AskToAnswer
from services.refusal import Refused, refuse_all

VERB = "answer_ask"


@dataclass(frozen=True)
class Answer:
    """What was said, and the person it names."""

    escalation_id: int
    deadline_id: int
    answer: str
    named: str | None


def build(ask: AskToAnswer, *, by: str) -> View:
    """For a question that one click does not answer. Naming yourself confirms it."""
    words = form(VERB)
    asked = words["asked"].format(ref=ask.ref, asked=escape(one_line(ask.asked)))
    blocks: list[Block] = [note("asked", asked)]
    if ask.kind == AskKind.NOTE:
        blocks.append(text(words, "answer", multiline=True))
    else:
        confirms = ask.kind == AskKind.PERSON_OR_CONFIRM
        blocks += [
            person(words, "named", chosen=by if confirms else None),
            text(words, "remark", optional=True, multiline=True),
        ]
    about = {
        "escalation_id": ask.escalation_id,
        "deadline_id": ask.deadline_id,
        "kind": ask.kind,
        "button": ask.button,
    }
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str) -> Answer:
    """What the form says. Raises RefusedFields where it says nothing."""
    named = typed.get("named")
    if about["kind"] == AskKind.NOTE:
        answer = typed.get("answer") or ""
        refuse_all([] if answer else [Refused("answer_missing", field="answer")])
    else:
        refuse_all([] if named else [Refused("named_missing", field="named")])
        confirmed = form(VERB)["confirmed"] if named == by else form(VERB)["named_somebody"]
        answer = typed.get("remark") or confirmed
    return Answer(about["escalation_id"], about["deadline_id"], answer[:LONGEST_TEXT], named)
