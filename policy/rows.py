"""What every table of a policy or team file has in common: nothing unknown, and reasons where it decides."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name by which rows refer to each other; the words that people read are in `label`."""

ButtonLabel = Annotated[str, Field(min_length=1, max_length=75)]
"""Slack shows at most 75 characters on a button or an option."""

Words = Annotated[str, Field(min_length=1, max_length=500)]


class Row(BaseModel):
    """Any table of a policy: read once, never changed, nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reasoned(Row):
    """A row whose decisions are explained: `because` is the sentence, `spec` the rule it stands for."""

    spec: str = "ours"
    because: Words
