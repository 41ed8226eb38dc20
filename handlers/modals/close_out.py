"""The form *Close-out*: its six parts, drafted from the record. Row D5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.modals.fields import Block, FormWords, address, note, text
from handlers.modals.flagged import anyway_of
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.markup import cut
from message_templates.safe import one_line
from services.close_out import PARTS, WriteCloseOut
from services.lookups.endings import CloseOutStart

VERB = "close_out"
HOURS_A_DAY = 24


def build(start: CloseOutStart) -> View:
    """What the record says already stands in the fields, to be made readable for the customer."""
    words = form(VERB)
    drafts = _drafts(words["draft"], start)
    blocks: list[Block] = [note("for_whom", words["for_whom"])]
    blocks += [
        text(words, part, filled=drafts[part], multiline=True, optional=part not in start.needed)
        for part in PARTS
    ]
    if start.defect:
        blocks.append(note("defect", words["defect"]))
    blocks.append(address(words, "link", filled=start.link))
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def _drafts(words: FormWords, start: CloseOutStart) -> dict[str, str]:
    span = start.resolved_at - start.began_at
    cause = words["own_process"].format(cause=start.cause) if start.own_process else start.cause
    found = [
        (at, words["found"][kind].format(what=cut(one_line(what), 200))) for at, kind, what in start.found
    ]
    told = [(at, cut(one_line(what), 200)) for at, what in start.done]
    *before, resolved = told  # how it was resolved stands last
    in_order = [*sorted([*before, *found], key=lambda row: row[0]), resolved]
    done = [words["done"].format(at=_moment(at), what=what) for at, what in in_order]
    yours = round(100 * start.waited / span) if span else 0
    waited = [words["waited"].format(yours=yours, ours=100 - yours)] if yours else []
    outlook = words["outlook"].format(at=_moment(start.follow_up_by)) if start.follow_up_by else ""
    return {
        "issue": cut(one_line(start.problem), 300),
        "impact": words["impact"].format(
            impact=start.impact,
            began=_moment(start.began_at),
            ended=_moment(start.resolved_at),
            length=_length(words, span),
        ),
        "root_cause": cause,
        "actions": "\n".join([*done, *waited]),
        "changes": start.prevention,
        "outlook": outlook,
    }


def _length(words: FormWords, span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    if hours < 2:
        length = words["an_hour"] if hours else words["minutes"]
    elif hours < 2 * HOURS_A_DAY:
        length = words["hours"].format(hours=hours)
    else:
        length = words["days"].format(days=span.days)
    return str(length)


def _moment(at: datetime) -> str:
    """In a text that leaves Slack: the zone is said."""
    return f"{at.day} {at:%b %H:%M %Z}"


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> WriteCloseOut:
    """What the form says."""
    parts = {part: typed.get(part) or "" for part in PARTS}
    return WriteCloseOut(
        request_key,
        about["escalation_id"],
        by,
        **parts,
        link=typed.get("link"),
        anyway=anyway_of(typed, about),
    )
