"""The form *Heads-up*: what it is, when, in words for customers, and whom it concerns. Row M10."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.fields import Block, Option, menu, moment, note, radio, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.markup import cut
from policy.kinds import HeadsUpKind
from services.give_heads_up import GiveHeadsUp

VERB = "give_heads_up"
EVERYBODY = "everybody"
SEGMENT = "segment:"
MOST = 99
"""Segments that one menu of Slack's takes beside everybody."""


def build(segments: Sequence[str], typed: Mapping[str, Any]) -> View:
    """The form with what is `typed`; a known issue until somebody chooses otherwise."""
    words = form(VERB)
    kind = typed.get("kind") or HeadsUpKind.KNOWN_ISSUE.value
    kinds = [Option(each.value, words["kinds"][each.value]) for each in HeadsUpKind]
    whom = [
        Option(EVERYBODY, words["everybody"]),
        *(Option(f"{SEGMENT}{segment}", cut(segment, 75)) for segment in segments[:MOST]),
    ]
    blocks: list[Block] = [
        radio(words, "kind", kinds, chosen=kind, dispatch=True),
        text(words, "what", filled=typed.get("what"), longest=150),
        text(words, "effect", filled=typed.get("effect"), multiline=True, longest=500),
    ]
    if kind == HeadsUpKind.MAINTENANCE.value:
        blocks += [
            moment(words, "begins_at", chosen=moment_typed(typed.get("begins_at"))),
            moment(words, "ends_at", chosen=moment_typed(typed.get("ends_at")), optional=True),
        ]
    blocks += [
        text(words, "workaround", filled=typed.get("workaround"), multiline=True, optional=True, longest=500),
        menu(words, "whom", whom, chosen=typed.get("whom"), optional=True),
        text(words, "issue", filled=typed.get("issue"), optional=True, longest=150),
        text(words, "names", filled=typed.get("names"), optional=True, multiline=True),
        text(words, "inside", filled=typed.get("inside"), optional=True, multiline=True, longest=500),
        note("what_then", words["what_then"]),
    ]
    return modal(VERB, words, blocks, about={})


def parse(typed: Mapping[str, Any], *, by: str, request_key: str) -> GiveHeadsUp:
    """What the form says; the rest is the service's."""
    kind = HeadsUpKind(typed.get("kind") or HeadsUpKind.KNOWN_ISSUE.value)
    planned = kind is HeadsUpKind.MAINTENANCE
    whom = typed.get("whom") or ""
    names = dict.fromkeys(line.strip() for line in (typed.get("names") or "").splitlines() if line.strip())
    return GiveHeadsUp(
        request_key=request_key,
        by=by,
        kind=kind,
        title=typed.get("what") or "",
        effect=typed.get("effect") or "",
        workaround=typed.get("workaround"),
        inside=typed.get("inside"),
        begins_at=moment_typed(typed.get("begins_at")) if planned else None,
        ends_at=moment_typed(typed.get("ends_at")) if planned else None,
        everybody=whom == EVERYBODY,
        segment=whom.removeprefix(SEGMENT) if whom.startswith(SEGMENT) else None,
        issue=typed.get("issue"),
        names=tuple(names),
    )
