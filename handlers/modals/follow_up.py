"""The form *Follow up*: what the customer says a day or two later, and how they rate it. Rows P3d, P9."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.drafted import to_copy
from handlers.modals.fields import Block, Option, radio
from handlers.modals.record_satisfaction import fields_of_score, score_typed
from handlers.modals.tell_customer import about_telling, fields_of_telling, told_of
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.drafts import DraftWords
from policy.kinds import Standing
from services.follow_up import FollowUp
from services.lookups.endings import EndStart
from services.lookups.escalations import FormStart
from services.refusal import Refused, refuse_all

VERB = "follow_up"


def build(start: FormStart, end: EndStart, now: datetime, draft: DraftWords | None = None) -> View:
    """Channel and recipients are remembered; nobody says that it is stable by leaving the form as it is.

    What they may be asked stands at the end, to be copied; until they have answered, there is nothing to record.
    """
    words = form(VERB)
    standings = [Option(key, words["standing"]["options"][key]) for key in Standing]
    blocks: list[Block] = [
        radio(words, "standing", standings),
        *fields_of_telling(words, start, now),
        *fields_of_score(words, end, optional=True),
        *(to_copy(words["ask_them"], draft) if draft is not None else []),
    ]
    return modal(VERB, words, blocks, about=about_telling(start, now))


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> FollowUp:
    """What the form says. Raises RefusedFields where it does not say how it stands."""
    standing = typed.get("standing")
    refuse_all([] if standing else [Refused("standing_missing", field="standing")])
    return FollowUp(
        request_key,
        about["escalation_id"],
        by,
        told_of({**typed, "next_update_at": None}, about),
        Standing(str(standing)),
        score_typed(typed),
        typed.get("score_words"),
    )
