"""How much Slack takes: the lengths and counts that no message of ours may pass."""

from __future__ import annotations

TEXT = 4000
"""The fallback text; `chat.update` refuses more."""
HEADER = 150
SECTION = 3000
FIELD = 2000
FIELDS = 10
CONTEXT = 2000
"""One element of a context block. Slack gives no figure of its own; this is the smallest of its text limits."""
BUTTON = 75
BUTTON_VALUE = 2000
BUTTON_URL = 3000
BUTTONS = 25
BLOCKS = 50
VIEW_BLOCKS = 100
"""Of the App Home."""
OVERFLOW = 5
"""Options behind the dots at the side of a row."""
RUN_OF_SECTIONS = 12
"""Ours: how many sections one `lines` block may fill before it ends in "…"."""


def units(text: str) -> int:
    """Length as a browser counts it (UTF-16): an emoji is two. Never less than Python's own count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
