"""Block Kit's rules: what is allowed where, and how much of it."""

from sandbox.block_kit.check import check_blocks, check_view
from sandbox.block_kit.problem import Problem

__all__ = ["Problem", "check_blocks", "check_view"]
