"""The fields that say what an executive of ours said to the customer's: shared by the sponsor's forms. Row M7."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from handlers.modals.drafted import draft_menu
from handlers.modals.fields import Block, FormWords, menu, moment, text
from handlers.modals.flagged import check_button
from handlers.modals.tell_customer import channels, told_of
from services.lookups.sponsor import SponsorStart
from services.record import unix
from services.tell_customer import Told


def fields_of_saying(
    words: FormWords,
    start: SponsorStart,
    now: datetime,
    *,
    ways: Collection[str] = (),
    chosen: str,
    verb: str = "",
) -> list[Block]:
    """With whom, what was said, how and when; `ways` are the only ones that count, all where there are none."""
    offered = [way for way in channels(words) if not ways or way.key in ways]
    return [
        text(words, "recipients", filled=start.executives, longest=300),
        *draft_menu(verb, words, None),
        text(words, "words", multiline=True),
        *([check_button(words)] if "check" in words else []),
        menu(words, "channel", offered, chosen=chosen),
        moment(words, "told_at", chosen=now, optional=True),
    ]


def about_saying(start: SponsorStart, now: datetime) -> dict[str, Any]:
    """What such a form carries unseen."""
    return {"escalation_id": start.escalation_id, "told_at": unix(now), "next_update_at": None}


def said_in(typed: Mapping[str, Any], about: Mapping[str, Any]) -> Told:
    """What was typed: words between executives promise no update, the DRI's do."""
    return told_of({**typed, "next_update_at": None}, about)
