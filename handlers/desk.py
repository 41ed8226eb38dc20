"""What the doors work with: the office, Slack, and the business clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.office import Office
from services.slack_port import SlackPort


@dataclass(frozen=True)
class Desk:
    """`clock` gives business time as an aware UTC instant.

    A person waits three seconds at most: `slack` had better give up on a call after one and a half.
    """

    office: Office
    slack: SlackPort
    clock: Callable[[], datetime]
