"""A message as a test reads it: words, buttons, mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.block_tree import elements_of, words
from sandbox.typed_text import mentioned

Json = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """Something to click: a button, a menu, an overflow menu. ``element`` is the block element itself."""

    label: str
    action_id: str
    block_id: str
    type: str
    value: str = ""
    element: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """A message. ``mentions`` are names: of people, of user groups, or here, channel, everyone."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    thread_ts: str | None
    edited: Json | None
    metadata: Json | None
    subtype: str | None
    pinned: bool
    reactions: dict[str, list[str]]
    ephemeral_to: str | None
    shown_at: str | None
    raw: Json
    names: dict[str, str]

    @classmethod
    def read(cls, row: Json, names: dict[str, str]) -> Message:
        """From the sandbox's JSON; ``names`` maps ids to names."""
        return cls(
            channel=row["channel"],
            ts=row["ts"],
            user=row["user"],
            text=row["text"],
            blocks=row["blocks"],
            thread_ts=row["thread_ts"],
            edited=row["edited"],
            metadata=row["metadata"],
            subtype=row["subtype"],
            pinned=row["pinned"],
            reactions={each["name"]: each["users"] for each in row["reactions"]},
            ephemeral_to=row.get("ephemeral_to"),
            shown_at=row["shown_at"],
            raw=row,
            names=names,
        )

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def buttons(self) -> list[Button]:
        """Everything to click, in order."""
        return buttons_of(self.blocks)

    @property
    def all_text(self) -> str:
        """Everything readable, flattened to one line a piece."""
        return "\n".join([self.text, *words(self.blocks), *words(self.raw.get("attachments", []))])

    @property
    def mentions(self) -> list[str]:
        """Whom it mentions, by name, each once."""
        found = mentioned(self.all_text)
        return list(dict.fromkeys(self.names.get(each, each) for each in found))

    def says(self, text: str) -> bool:
        """Whether it contains this, any run of white space counting as one space."""
        return squeeze(text) in squeeze(self.all_text)

    def __str__(self) -> str:
        marks = [f"to {self.names.get(self.ephemeral_to)} only"] if self.ephemeral_to else []
        marks += ["reply"] if self.is_reply else []
        shown = f" ({', '.join(marks)})" if marks else ""
        labels = "".join(f" [{button.label}]" for button in self.buttons)
        return f"{self.names.get(self.user, self.user)}{shown}: {squeeze(self.all_text)[:300]}{labels}"


def squeeze(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def buttons_of(blocks: list[Json]) -> list[Button]:
    """Everything to click in some blocks, in order."""
    return [
        Button(
            label=_label(block, element),
            action_id=element["action_id"],
            block_id=block["block_id"],
            type=element["type"],
            value=element.get("value", "") or "",
            element=element,
        )
        for block, element in elements_of(blocks)
    ]


def _label(block: Json, element: Json) -> str:
    own = element.get("text") or element.get("placeholder") or block.get("label") or block.get("text") or {}
    return str(own.get("text", "")) if isinstance(own, dict) else str(own)


def pick(buttons: list[Button], wanted: str) -> Button:
    """The button of that action id (whole, or before ``:``) or label; else ``LookupError`` names them all."""
    for fits in (
        lambda b: b.action_id == wanted,
        lambda b: b.action_id.split(":")[0] == wanted,
        lambda b: b.label == wanted,
        lambda b: wanted.lower() in b.label.lower(),
    ):
        found = [button for button in buttons if fits(button)]
        if found:
            return found[0]
    there = ", ".join(f"{button.label!r} ({button.action_id})" for button in buttons) or "nothing"
    raise LookupError(f"there is nothing like {wanted!r} to click; there is {there}")
