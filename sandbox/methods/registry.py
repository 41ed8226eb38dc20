"""The Web API's methods by name, each with its scopes and its tier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.arguments import Arguments
from sandbox.pacing import Tier
from sandbox.platform import Platform

Json = dict[str, Any]
Run = Callable[[Platform, Arguments], Json]


@dataclass(frozen=True)
class Method:
    """One method. ``needs`` are scopes of which the app must hold one; none means no scope is needed."""

    name: str
    needs: tuple[str, ...]
    tier: Tier
    run: Run


METHODS: dict[str, Method] = {}


def method(name: str, needs: str = "", tier: Tier = Tier.THREE) -> Callable[[Run], Run]:
    """Register a function as the method of that name. It runs with the workspace's lock held."""

    def register(run: Run) -> Run:
        METHODS[name] = Method(name, tuple(needs.split()), tier, run)
        return run

    return register
