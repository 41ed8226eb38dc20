"""Checking the blocks of a message, and a whole view."""

from __future__ import annotations

from typing import Any

from sandbox.block_kit.problem import Problem

Json = dict[str, Any]


def check_blocks(blocks: list[Json], surface: str) -> list[Problem]:
    """All problems of a list of blocks."""
    most = 50 if surface == "message" else 100
    return [Problem("/blocks", f"no more than {most} items allowed")] if len(blocks) > most else []


def check_view(view: Json) -> list[Problem]:
    """All problems of a view."""
    blocks = view.get("blocks")
    return check_blocks(blocks, view.get("type", "modal")) if isinstance(blocks, list) else []
