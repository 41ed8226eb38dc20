"""Why something was decided: the policy row, the rule it stands for, and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Because:
    """The reason kept on the timeline and shown in the message.

    `row` is the place in the policy file (`severity.sev1.notify[0]`), `spec` the rule it stands for (`M2`,
    or `ours` for a value that no source gives), `sentence` what a person reads.
    """

    row: str
    spec: str
    sentence: str
