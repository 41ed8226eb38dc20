"""How strict and how quick the pretend Slack is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Everything that a test may want different. Times are in seconds of the machine's clock.

    ``message_burst`` is how many messages one channel takes at once before one a second is all;
    ``tiers`` switches the calls per minute of each method on; ``messages_per_minute`` is the workspace's.
    """

    team_name: str = "Sandbox"
    answer_deadline: float = 3.0
    trigger_lifetime: float = 3.0
    response_url_lifetime: float = 1800.0
    response_url_uses: int = 5
    event_retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    message_interval: float = 1.0
    message_burst: int = 1
    messages_per_minute: int = 300
    tiers: bool = True
    free_plan: bool = False
    canvases_off: bool = False
