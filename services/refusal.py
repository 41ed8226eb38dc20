"""A no that a person can act on: what is wrong, in which field, and what to do."""

from __future__ import annotations

from typing import Any

from message_templates import sentence


class Refused(Exception):
    """A verb was not carried out and nothing was changed.

    `field` names the form field that the sentence belongs under, None where it is not about one.
    `key` names the sentence in `message_templates`.
    """

    def __init__(self, key: str, field: str | None = None, **values: Any) -> None:
        self.key = key
        self.field = field
        self.sentence = sentence(key, **values)
        super().__init__(self.sentence)


class NotNamed(Refused):
    """It is restricted, and does not name whoever asks. `escalation_id` is whose timeline says so. Row X17."""

    def __init__(self, escalation_id: int, **values: Any) -> None:
        self.escalation_id = escalation_id
        super().__init__("not_named", **values)


class NotTheirs(Refused):
    """The policy lets others do this there. `escalation_id` is whose timeline says so. Row X9."""

    def __init__(self, escalation_id: int, **values: Any) -> None:
        self.escalation_id = escalation_id
        super().__init__("not_theirs", **values)


class RefusedFields(Exception):
    """Several fields are wrong at once: every one is told, so that nobody corrects them one by one."""

    def __init__(self, refusals: list[Refused]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(refusal.sentence for refusal in refusals))

    @property
    def by_field(self) -> dict[str, str]:
        """Field → sentence."""
        return {refusal.field: refusal.sentence for refusal in self.refusals if refusal.field}


def refuse_all(refusals: list[Refused]) -> None:
    """Raises RefusedFields where there is anything to refuse."""
    if refusals:
        raise RefusedFields(refusals)
