"""The form *A step of the recovery is done*. Rows M9, D5a."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Block, Option, menu, moment, text
from handlers.modals.flagged import anyway_of, check_button
from handlers.modals.recovery_fields import about_step, fields_of_step, step_chosen
from handlers.modals.tell_customer import channels
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.finish_recovery_step import FinishRecoveryStep
from services.record import unix
from services.recovery.steps import RecoveryStart
from services.refusal import Refused, refuse_all

VERB = "finish_recovery_step"
OURS = "ours"
YES, NO = "yes", "no"


def build(start: RecoveryStart, now: datetime) -> View:
    """Done now, with whom as the last time; whether it holds is asked where the step asks that."""
    words = form(VERB)
    step = start.chosen or start.steps[0]
    several = start.chosen is None and len(start.steps) > 1
    blocks: list[Block] = fields_of_step(words, start)
    if step.doubtful or (several and any(one.doubtful for one in start.steps)):
        answers = [Option(key, words["holds"]["options"][key]) for key in (YES, NO)]
        blocks.append(menu(words, "holds", answers, optional=several))
    ways = channels(words)
    if several or not step.spoken:
        ways = [*ways, Option(OURS, words["ours"])]
    blocks += [
        menu(words, "channel", ways),
        text(words, "recipients", filled=start.recipients, optional=True, longest=300),
        text(words, "words", multiline=True),
        check_button(words),
        moment(words, "done_at", chosen=now, optional=True),
    ]
    return modal(VERB, words, blocks, about={**about_step(start), "done_at": unix(now)})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> FinishRecoveryStep:
    """What the form says. Raises RefusedFields where no way was chosen."""
    refuse_all([] if typed.get("channel") else [Refused("step_how_missing", field="channel")])
    channel = None if typed["channel"] == OURS else typed["channel"]
    holds = typed.get("holds")
    return FinishRecoveryStep(
        request_key,
        about["escalation_id"],
        by,
        step_chosen(typed, about),
        channel,
        typed.get("recipients") if channel is not None else None,
        typed.get("words") or "",
        moment_typed(typed.get("done_at"), about["done_at"]),
        holds=None if holds is None else holds == YES,
        anyway=anyway_of(typed, about),
    )
