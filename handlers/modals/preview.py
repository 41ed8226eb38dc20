"""What an intake form says before it is sent: the severity proposed and why, who is told. Row X16."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.modals.load import lines_of_load
from message_templates.markup import cut, when
from message_templates.safe import escape, one_line
from services.lookups.preview_opening import Preview, WillBeTold
from services.lookups.similar import Similar

SHORT = 150
UNNAMED = {"dm": "direct_message", "own": "own_channel"}
"""Words for places that are no channel yet, by how their lane begins."""


def lines_of_proposal(words: Mapping[str, str], proposed_label: str, preview: Preview) -> list[str]:
    """The severity that the impact speaks for, and why."""
    return [words["proposed"].format(severity=said(proposed_label), because=said(preview.because))]


def lines_of_sending(words: Mapping[str, str], preview: Preview, *, drill: bool) -> list[str]:
    """What speaks against the DRI; who is told and asked what when it is sent; by when the customer hears."""
    lines = [words["dri_fault"].format(fault=preview.dri_fault)] if preview.dri_fault else []
    if preview.dri_advice:
        lines.append(words["dri_advice"].format(advice=said(preview.dri_advice)))
    if preview.dri_load:
        lines += lines_of_load(words, preview.dri_load)
    if drill:
        lines.append(words["drill"])
    elif preview.told:
        lines += [words["told"], *(line_of_told(words, told) for told in preview.told)]
    else:
        lines.append(words["nobody_else"])
    moment = when(int(preview.acknowledge_by.timestamp()))
    return [*lines, words["acknowledge_by"].format(moment=moment)]


def lines_of_similar(words: Mapping[str, str], similar: Sequence[Similar]) -> list[str]:
    """What this customer has open, or had resolved lately: it may be the same thing. Row X3."""
    lines = [
        words["similar_open" if one.live else "similar_resolved"].format(
            ref=one.ref, problem=said(cut(one.problem or words["restricted"], SHORT)), dri=f"<@{one.dri}>"
        )
        for one in similar
    ]
    return [words["similar"], *lines]


def line_of_told(words: Mapping[str, str], told: WillBeTold) -> str:
    """One who will be told, where, and what they are asked."""
    kind = told.channel.partition(":")[0]
    channel = words[UNNAMED[kind]] if kind in UNNAMED else f"<#{told.channel}>"
    if told.person is None:
        return words["channel_reads"].format(channel=channel)
    person = f"<@{told.person}>" + (f" ({said(told.role)})" if told.role else "")
    if told.asked is None:
        return words["person_told"].format(person=person, channel=channel)
    return words["person_asked"].format(person=person, channel=channel, asked=said(told.asked))


def said(text: str) -> str:
    """Words that a policy or a person wrote, on one line, as typed."""
    return escape(one_line(text))
