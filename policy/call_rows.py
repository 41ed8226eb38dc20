"""The shape of how a call on the path is written for whoever reads its channel (Row P5a)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.kinds import WrittenFor
from policy.rows import Key, Reasoned


class Calls(Reasoned):
    """Channels of those who mend it (`team`) and of those who answer for the account (`leadership`).

    `churn` is the fact that makes of it the risk of losing them. In any other channel a call is short.
    """

    team: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    leadership: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    churn: Key | None = None

    def written_for(self, channel: str) -> WrittenFor | None:
        """Who reads the channel; None for anybody else."""
        if channel in self.team:
            return WrittenFor.TEAM
        return WrittenFor.LEADERSHIP if channel in self.leadership else None
