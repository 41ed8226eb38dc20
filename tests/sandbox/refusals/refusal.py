"""One row of the conformance table: a call, and how Slack refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox import Settings
from tests.sandbox.world import World

NEVER = "1500000000.000001"
"""A ts at which nothing was ever said."""


@dataclass(frozen=True)
class Refusal:
    """A method, the error it answers, and the call that provokes it. ``without`` scopes, on such a plan."""

    method: str
    error: str
    call: Callable[[World], Any]
    without: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    home: bool = True


def api(method: str, **args: Any) -> Callable[[World], Any]:
    """A call by name, with plain arguments."""
    return lambda world: world.client.api_call(method, json=args)
