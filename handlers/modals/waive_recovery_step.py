"""The form *A step of the recovery is not needed*. Row D6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import text
from handlers.modals.recovery_fields import about_step, fields_of_step, step_chosen
from handlers.modals.view import View, modal
from message_templates import form
from services.recovery.steps import RecoveryStart
from services.waive_recovery_step import WaiveRecoveryStep

VERB = "waive_recovery_step"


def build(start: RecoveryStart) -> View:
    """Which, and why."""
    words = form(VERB)
    blocks = [*fields_of_step(words, start), text(words, "reason", multiline=True)]
    return modal(VERB, words, blocks, about=about_step(start))


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> WaiveRecoveryStep:
    """What the form says."""
    reason = typed.get("reason") or ""
    return WaiveRecoveryStep(request_key, about["escalation_id"], by, step_chosen(typed, about), reason)
