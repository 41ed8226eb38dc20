"""What a person types, turned into what Slack sends on; and the mentions in a text."""

from __future__ import annotations

import re

from sandbox.workspace import Workspace

_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]+")
_NAME = re.compile(r"(?<![\w<])@([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
_CHANNEL = re.compile(r"(?<![\w<])#([a-z0-9][a-z0-9_-]*)")
_KEPT = re.compile(r"<(?:[@#!][^<>]*|https?://[^<>]*|mailto:[^<>]*)>")
_MENTION = re.compile(r"<(?:@([UW][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+)|!(here|channel|everyone))(?:\|[^>]*)?>")


def encode(workspace: Workspace, text: str, *, with_names: bool = False) -> str:
    """Text as Slack stores it: ``&<>`` escaped, ``@name`` and ``#name`` as ids, links in angle brackets.

    What already stands in Slack's own form (``<@U1>``) is kept. ``with_names`` adds ``|name``, as
    commands with ``should_escape`` get it.
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group(0))
        return f"\x00{len(kept) - 1}\x00"

    text = _KEPT.sub(keep, text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LINK.sub(lambda found: f"<{found.group(0)}>", text)

    def person(found: re.Match[str]) -> str:
        name = found.group(1).rstrip(".")
        if name in ("here", "channel", "everyone"):
            return f"<!{name}>"
        tail = found.group(1)[len(name) :]
        for user in workspace.users.values():
            if user.name == name.lower():
                return (f"<@{user.id}|{user.name}>" if with_names else f"<@{user.id}>") + tail
        for group in workspace.usergroups.values():
            if group.handle == name.lower():
                return f"<!subteam^{group.id}|@{group.handle}>{tail}"
        return found.group(0)

    def channel(found: re.Match[str]) -> str:
        known = workspace.channel_named(found.group(1))
        return f"<#{known.id}|{known.name}>" if known and not known.is_private else found.group(0)

    text = _CHANNEL.sub(channel, _NAME.sub(person, text))
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found.group(1))], text)


def mentioned(text: str) -> list[str]:
    """The ids that a text mentions, in order: users, user groups, and here, channel, everyone."""
    return [found.group(1) or found.group(2) or found.group(3) for found in _MENTION.finditer(text)]
