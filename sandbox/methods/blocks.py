"""blocks.validate: Block Kit's rules without sending anything. It needs neither token nor scope."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.block_kit import Problem, check_blocks, check_view
from sandbox.errors import SlackError
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform

Json = dict[str, Any]


@method("blocks.validate", tier=Tier.SPECIAL)
def validate(_: Platform, args: Arguments) -> Json:
    """Check one of ``blocks``, ``view`` and ``message``; what is wrong is listed with its JSON pointer."""
    given = [name for name in ("blocks", "view", "message") if args.given(name)]
    if len(given) != 1:
        raise SlackError("invalid_arguments", ["exactly one of blocks, view and message must be provided"])
    wanted = args.data(given[0])
    if given[0] == "view":
        problems = check_view(wanted)
    else:
        blocks = wanted.get("blocks") if given[0] == "message" and isinstance(wanted, dict) else wanted
        problems = check_blocks(blocks, "message")
    return {"errors": [_shown(problem) for problem in problems]}


def _shown(problem: Problem) -> Json:
    return {"pointer": problem.pointer, "message": problem.message}
