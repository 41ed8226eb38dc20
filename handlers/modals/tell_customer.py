"""The fields that say what the customer was told, shared by every form that records it. Rows Y1, Y2, D4."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.drafted import as_told, draft_menu
from handlers.modals.fields import Block, FormWords, Option, menu, moment, note, text
from handlers.modals.flagged import anyway_of, check_button
from handlers.modals.second_eyes import unread_of
from handlers.modals.view import moment_typed
from message_templates.guidance import hard_case
from message_templates.markup import cut
from message_templates.safe import escape, one_line
from services.lookups.escalations import FormStart
from services.record import unix
from services.tell_customer import Told

SEND = "send"
"""The option by which Heard says it in the shared channel."""
SENDING = ("acknowledge", "post_update", "resolve")
"""Forms whose words Heard may send itself."""
SHARED_CHANNEL = "shared_channel"


def channel_of(typed: Mapping[str, Any]) -> str | None:
    """How the customer is told, as it is recorded: what Heard sends is told in the shared channel."""
    chosen = typed.get("channel")
    return SHARED_CHANNEL if chosen == SEND else chosen


def channels(words: FormWords) -> list[Option]:
    """The ways to reach a customer."""
    return [Option(key, label) for key, label in words["channel"]["options"].items()]


def ways(words: FormWords, start: FormStart, verb: str) -> list[Option]:
    """The ways to reach this customer; where Heard may send it, that stands first."""
    if start.sends_to is None or verb not in SENDING:
        return channels(words)
    return [Option(SEND, cut(words["channel"]["send"].format(channel=start.sends_to), 75)), *channels(words)]


def fields_of_telling(
    words: FormWords,
    start: FormStart,
    now: datetime,
    *,
    optional: bool = False,
    draft: str | None = None,
    verb: str = "",
) -> list[Block]:
    """What was said, how, to whom, and when; channel and recipients are remembered from the last time.

    `verb` is the form's, where it has drafts to start from.
    """
    wants = (
        [note("wants", words["wants"].format(outcome=escape(one_line(start.wants))))] if start.wants else []
    )
    return [
        *wants,
        *_guidance(words, start),
        *_voice(words, start),
        *draft_menu(verb, words, start.hard_case),
        text(words, "words", filled=draft, multiline=True, optional=optional),
        *([check_button(words)] if "check" in words else []),
        menu(words, "channel", ways(words, start, verb), chosen=start.channel, optional=optional),
        text(words, "recipients", filled=start.recipients, optional=optional, longest=300),
        moment(words, "told_at", chosen=now, optional=True),
    ]


def _voice(words: FormWords, start: FormStart) -> list[Block]:
    """Where a call beats anything written: that it does, and whom to call. Row D5a."""
    if start.voice is None or "voice" not in words:
        return []
    whom = escape(cut(one_line(start.recipients), 100)) if start.recipients else words["them"]
    return [note("voice", words["voice"].format(because=escape(start.voice), whom=whom))]


def _guidance(words: FormWords, start: FormStart) -> list[Block]:
    """One line for the hard case that this is; the rest is a command away."""
    if start.hard_case is None or "guidance" not in words:
        return []
    case = hard_case(start.hard_case)
    line = words["guidance"].format(title=case["title"], short=case["short"], ref=start.ref)
    return [note("guidance", line)]


def fields_of_next(words: FormWords, start: FormStart) -> list[Block]:
    """When they hear next, and why later than the cadence asks."""
    reasons = [Option(label, label) for label in words["later_reason"]["options"].values()]
    return [
        moment(words, "next_update_at", chosen=start.next_update_at, optional=True),
        menu(words, "later_reason", reasons, optional=True),
    ]


def about_telling(start: FormStart, now: datetime) -> dict[str, Any]:
    """What such a form carries unseen: the moments that it showed, and which promise was owed."""
    return {
        "escalation_id": start.escalation_id,
        "told_at": unix(now),
        "next_update_at": unix(start.next_update_at),
        "seen_deadline": start.seen_deadline,
    }


def told_of(typed: Mapping[str, Any], about: Mapping[str, Any]) -> Told:
    """What was typed. Told earlier than shown, with the next time left as it was: the cadence says when."""
    send = typed.get("channel") == SEND
    told_at = None if send else moment_typed(typed.get("told_at"), about["told_at"])
    next_at = moment_typed(typed.get("next_update_at"), about["next_update_at"])
    as_shown = next_at is not None and unix(next_at) == about["next_update_at"]
    if as_shown and told_at is not None and unix(told_at) != about["told_at"]:
        next_at = None
    return Told(
        words=as_told(typed),
        channel=channel_of(typed) or "",
        recipients=typed.get("recipients") or "",
        told_at=told_at,
        next_update_at=next_at,
        later_reason=typed.get("later_reason"),
        anyway=anyway_of(typed, about),
        unread=unread_of(typed),
        send=send,
    )
