"""The form *Post update*: what the customer was told, and when they hear next. Rows D4, Y1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.modals.fields import FormWords, Option, radio
from handlers.modals.tell_customer import about_telling, fields_of_next, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.drafts import by_moment
from services.lookups.escalations import FormStart
from services.post_update import PostUpdate
from services.record import unix

VERB = "post_update"
STILL, CAME_BACK = "still", "came_back"


def build(start: FormStart, now: datetime, notice: str | None = None, *, still_working: bool = False) -> View:
    """Prefilled from the last time, or with a sentence where there is nothing new (row D4).

    Once it is resolved, no next update is asked for.
    """
    words = form(VERB)
    blocks = fields_of_telling(
        words, start, now, draft=_still(words, start, now) if still_working else None, verb=VERB
    )
    if start.waiting:
        answers = [Option(key, words["waiting"]["options"][key]) for key in (STILL, CAME_BACK)]
        blocks.append(radio(words, "waiting", answers, chosen=STILL))
    if start.live:
        blocks += fields_of_next(words, start)
    return modal(VERB, words, blocks, about=about_telling(start, now), notice=notice)


def _still(words: FormWords, start: FormStart, now: datetime) -> str:
    local = now.astimezone(start.next_update_at.tzinfo)
    return str(words["still_working"].format(next=by_moment(start.next_update_at, local)))


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> PostUpdate:
    """What the form says. Once they came back, a next time that was left as shown is the usual cadence's."""
    told, came_back = told_of(typed, about), typed.get("waiting") == CAME_BACK
    if came_back and told.next_update_at and unix(told.next_update_at) == about["next_update_at"]:
        told = replace(told, next_update_at=None)
    return PostUpdate(
        request_key,
        about["escalation_id"],
        by,
        told,
        seen_deadline=about["seen_deadline"],
        still_waiting=not came_back,
    )
