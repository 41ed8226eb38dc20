"""What rules say of the words in a form: under the field, with the reason for which they may stay. Row M5a."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, plain_text
from handlers.modals.view import View, again_with, field_of
from message_templates import form, limits
from message_templates.fit import fit
from message_templates.markup import cut
from message_templates.safe import escape, one_line
from policy.draft import Finding
from policy.draft_rows import DraftReason
from services.drafting.anyway import Anyway

WORDS = "words"
CHECK, ANYWAY, FOUND = "check", "anyway", "found"
SHOWN = 8
"""More than anybody reads at once; the rest comes when these are put right."""


def check_button(words: FormWords) -> Block:
    """Beneath the words: they can be checked before they are sent."""
    button = {"type": "button", "action_id": CHECK, "text": plain_text(words[CHECK]["button"])}
    return {"type": "actions", "block_id": CHECK, "elements": [button]}


def flagged(
    view: Mapping[str, Any], findings: Sequence[Finding], reasons: Sequence[DraftReason]
) -> dict[str, Any]:
    """The answer to a form whose words are flagged: the same form, with what is wrong, and a way to leave it so."""
    words = form(view["callback_id"])
    again = again_with(bare(view), words["flagged"])
    options = [Option(row.key, row.label) for row in reasons]
    said: list[Block] = [*_said(words, findings), menu(words, ANYWAY, options, optional=True)]
    _put_under_words(again, said)
    carried = json.loads(view.get("private_metadata") or "{}")
    carried["flagged"] = [finding.rule for finding in findings]
    again["private_metadata"] = json.dumps(carried, separators=(",", ":"))
    return {"response_action": "update", "view": again}


def checked(view: Mapping[str, Any], findings: Sequence[Finding] | None) -> View:
    """The form as it stands, with what the rules say of its words; None where such words are not checked."""
    words = form(view["callback_id"])
    again = again_with(bare(view), None)
    if findings is None:
        said = [_small(FOUND, words["not_written"])]
    elif findings:
        said = _said(words, findings)
    else:
        said = [_small(FOUND, words["clean"])]
    _put_under_words(again, said)
    return again


def anyway_of(typed: Mapping[str, Any], about: Mapping[str, Any]) -> Anyway | None:
    """Why flagged words stay; None where the form has not shown what is wrong with them."""
    if "flagged" not in about:
        return None
    return Anyway(typed.get(ANYWAY) or about.get(ANYWAY), tuple(about["flagged"]))


def bare(view: Mapping[str, Any]) -> View:
    """The form without what it said of earlier words."""
    blocks = [block for block in view["blocks"] if field_of(block.get("block_id", "")) not in (FOUND, ANYWAY)]
    return {**view, "blocks": blocks}


def _put_under_words(view: View, said: Sequence[Block]) -> None:
    ids = [field_of(block.get("block_id", "")) for block in view["blocks"]]
    at = ids.index(WORDS) + 1 if WORDS in ids else 1
    view["blocks"][at:at] = said


def _said(words: FormWords, findings: Sequence[Finding]) -> list[Block]:
    return [_one(words, finding, number) for number, finding in enumerate(findings[:SHOWN])]


def _one(words: FormWords, finding: Finding, number: int) -> Block:
    because = escape(finding.because.sentence)
    if finding.said:
        line = words["found"].format(said=escape(cut(one_line(finding.said), 120)), because=because)
    else:
        line = words["missing"].format(because=because)
    better = words["better"].format(better=escape(finding.better))
    mark = words["stop"] if finding.stops else words["advice"]
    return {
        "type": "section",
        "block_id": f"{FOUND}~{number}",
        "text": {"type": "mrkdwn", "text": fit(f"{mark}{line}\n{better}", limits.SECTION), "verbatim": True},
    }


def _small(block_id: str, text: str) -> Block:
    return {
        "type": "context",
        "block_id": block_id,
        "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}],
    }
