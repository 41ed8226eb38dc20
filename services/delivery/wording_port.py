"""What delivery asks of whoever words a message, at the moment it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.canvas import Canvas
from models.outbox import Audience, OutboxMessage, Surface
from models.own_channel import ChannelTask
from services.slack_port import Block


@dataclass(frozen=True)
class Worded:
    """What a message reads: the text for notifications and screen readers, and the blocks that are shown.

    `audience` is the template's class: it can make a message more private than its row says, never less.
    """

    text: str
    blocks: list[Block]
    audience: Audience = Audience.INTERNAL


Row = OutboxMessage | Surface | ChannelTask | Canvas
Word = Callable[[Session, Row], Worded]
"""Words a message, or a surface, a channel's topic, a canvas as the record stands now. A canvas's text is Markdown.

The session is for reading alone; no Slack call.
"""
