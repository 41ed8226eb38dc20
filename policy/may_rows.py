"""The shape of the rows that say who may do what (Row X9)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.kinds import Part
from policy.rows import Key, Reasoned


class May(Reasoned):
    """Who may do these verbs: whoever has one of these parts in the escalation, or holds one of these roles.

    Without `verbs` it is the row of all that no other names.
    """

    key: Key
    verbs: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    who: Annotated[tuple[Part, ...], Field(max_length=10)] = ()
    roles: Annotated[tuple[Key, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.who or self.roles):
            raise ValueError("say who: `who`, `roles` or both; what nobody may do cannot be done at all")
        return self
