"""The form *Change severity*: the new one, why, and what follows from it before it is sent. Row M2b."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, note, text
from handlers.modals.preview import line_of_told, said
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.markup import listed, mention, when
from policy.schema import Policy
from services.change_severity import ChangeSeverity
from services.lookups.preview_severity import SeverityPreview, SeverityStart
from services.record import unix

VERB = "change_severity"
LONGEST_REASON = 500


def build(
    start: SeverityStart,
    policy: Policy,
    typed: Mapping[str, Any],
    preview: SeverityPreview | None = None,
) -> View:
    """The form with what is `typed`; there is a preview once another severity is chosen."""
    words = form(VERB)
    levels = [
        Option(key, f"{policy.severity[key].label} · {policy.severity[key].name}")
        for key in policy.severities()
        if key != start.severity
    ]
    blocks: list[Block] = [
        note("now", words["now"].format(ref=start.ref, severity=said(start.label))),
        menu(words, "severity", levels, chosen=typed.get("severity"), dispatch=True),
    ]
    if preview is not None:
        blocks.append(note("follows", *_lines(words["preview"], policy, str(typed["severity"]), preview)))
    blocks.append(text(words, "reason", filled=typed.get("reason"), multiline=True, longest=LONGEST_REASON))
    about = {"escalation_id": start.escalation_id, "seen": start.severity}
    return modal(VERB, words, blocks, about=about)


def _lines(words: FormWords, policy: Policy, severity: str, preview: SeverityPreview) -> list[str]:
    row = policy.severity[severity]
    lines = [words["means"].format(severity=said(row.label), means=said(row.means))]
    if preview.tier is not None:
        lines.append(words["tier"].format(tier=said(preview.tier)))
    if preview.dri_advice is not None:
        lines.append(words["dri_advice"].format(advice=said(preview.dri_advice)))
    if preview.told or preview.gone:
        lines += [words["told"], *(line_of_told(words, told) for told in preview.told)]
    else:
        lines.append(words["nobody_else"])
    if preview.gone:
        lines.append(words["gone"].format(people=listed([mention(person) for person in preview.gone])))
    if preview.update_by is not None:
        key = "keeps_word" if preview.keeps_word else "update_by"
        lines.append(words[key].format(moment=when(unix(preview.update_by))))
    if preview.resolve_by is not None:
        lines.append(words["resolve_by"].format(moment=when(unix(preview.resolve_by))))
    return lines


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> ChangeSeverity:
    """What the form says."""
    return ChangeSeverity(
        request_key,
        about["escalation_id"],
        by,
        typed.get("severity") or "",
        typed.get("reason") or "",
        about["seen"],
    )
