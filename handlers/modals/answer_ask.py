"""The form that answers an ask: a person named, or a note, a person who may be oneself, or the sponsor. Rows Y9, M6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.modals.fields import LONGEST_TEXT, Block, Option, note, person, radio, text
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.safe import escape, one_line
from policy.kinds import AskKind
from services.lookups.escalations import AskToAnswer
from services.refusal import Refused, RefusedFields, refuse_all

VERB = "answer_ask"
TAKE, NAME, STAY = "take", "name", "stay"
"""The answers to who owns it; as it is unless somebody says otherwise."""
YES, NOT_NOW = "yes", "not_now"
"""The answers to whether the sponsor is called in."""
FIELD_OF_NAMED = {AskKind.OWNER.value: "named_owner", AskKind.SPONSOR.value: "named_sponsor"}
"""The field that names somebody, where it is not just `named`."""


@dataclass(frozen=True)
class Answer:
    """What was said, and the person it names."""

    escalation_id: int
    deadline_id: int
    answer: str
    named: str | None
    kind: str


def build(ask: AskToAnswer) -> View:
    """For a question that one click does not answer."""
    words = form(VERB)
    asked = words["asked"].format(ref=ask.ref, asked=escape(one_line(ask.asked)))
    blocks: list[Block] = [note("asked", asked)]
    if ask.kind == AskKind.NOTE:
        blocks.append(text(words, "answer", multiline=True))
    elif ask.kind == AskKind.SPONSOR:
        choices = [Option(key, label) for key, label in words["sponsor"]["options"].items()]
        blocks += [
            note("because", words["because"].format(because=escape(one_line(ask.because)))),
            radio(words, "sponsor", choices),
            person(words, "named_sponsor", chosen=ask.suggested, optional=True),
            text(words, "why", multiline=True, longest=1000),
        ]
    else:
        owner = ask.kind == AskKind.OWNER
        choices = [Option(key, label) for key, label in words["own"]["options"].items()]
        blocks += [
            *([radio(words, "own", choices, chosen=STAY)] if owner else []),
            person(words, "named_owner" if owner else "named", optional=owner),
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
    elif about["kind"] == AskKind.OWNER:
        answer, named = _owner(typed, by)
    elif about["kind"] == AskKind.SPONSOR:
        answer, named = _sponsor(typed)
    else:
        refuse_all([] if named else [Refused("named_missing", field="named")])
        answer = typed.get("remark") or form(VERB)["named_somebody"]
    return Answer(about["escalation_id"], about["deadline_id"], answer[:LONGEST_TEXT], named, about["kind"])


def _owner(typed: Mapping[str, Any], by: str) -> tuple[str, str | None]:
    """What was said of who owns it, and who that is to be; nobody else where it stays as it is."""
    own = typed.get("own") or STAY
    named = {TAKE: by, NAME: typed.get("named_owner"), STAY: None}[own]
    if own == NAME and not named:
        raise RefusedFields([Refused("named_missing", field="named_owner")])
    said = form(VERB)["own"]["said"][own]
    remark = typed.get("remark")
    return f"{said}: {remark}" if remark else said, named


def _sponsor(typed: Mapping[str, Any]) -> tuple[str, str | None]:
    """Why, and who is called in; nobody where it is not now."""
    why, yes = typed.get("why") or "", typed.get("sponsor") == YES
    named = typed.get("named_sponsor") if yes else None
    wrong = [] if why else [Refused("sponsor_answer_missing", field="why")]
    if yes and not named:
        wrong.append(Refused("sponsor_missing", field="named_sponsor"))
    refuse_all(wrong)
    return (why if yes else f"{form(VERB)['sponsor']['not_now']}: {why}"), named
