"""*A step of the recovery is done*: how, with whom, and what came of it. One that does not hold stays open. Row M9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import ContactKind
from models.outbox import Priority
from models.queries.recovery import OpenStep
from models.recovery import StepOutcome
from models.timeline import Event
from policy.kinds import DraftKind
from services import promises
from services.change import Change, changing
from services.channels.places import dm
from services.drafting.anyway import Anyway
from services.drafting.check_words import note_overruled, require_fit
from services.office import Office
from services.outbox import say
from services.recovery.course import end
from services.recovery.steps import open_step
from services.refusal import Refused, refuse_all
from services.tell_customer import CLOCKS_APART, Told, record_contact


@dataclass(frozen=True)
class FinishRecoveryStep:
    """The form's content; `request_key` is its view id.

    `channel` of None: done on our side, without a word to the customer. `holds` answers whether it is stable, where the
    step asks that. `anyway` says why written words stay although a rule flags them.
    """

    request_key: str
    escalation_id: int
    by: str
    step_id: int
    channel: str | None
    recipients: str | None
    words: str
    done_at: datetime | None = None
    holds: bool | None = None
    anyway: Anyway | None = None


def finish_recovery_step(office: Office, command: FinishRecoveryStep, now: datetime) -> None:
    """Raises Refused, RefusedFields or Flagged, with nothing kept.

    Said not to hold, the step stays open, and its DRI is asked whether to open the escalation again.
    """
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "finish_recovery_step", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        one = open_step(change, command.step_id)
        refuse_all(_faults(change, one, command))
        if command.channel is not None:
            told = Told(
                command.words,
                command.channel,
                command.recipients or "",
                told_at=command.done_at,
                anyway=command.anyway,
            )
            flagged = require_fit(change, DraftKind.FOLLOW_UP, told)
            contact = record_contact(change, ContactKind.RECOVERY, told)
            note_overruled(change, contact.id, flagged, command.anyway)
        words = command.words.strip()
        if one.step.doubtful and not command.holds:
            change.note(
                Event.RECOVERY_STEP_SLIPPED, step=one.step.label, channel=command.channel, words=words
            )
            _ask_whether_to_reopen(change, one, command)
            return
        end(change, one, StepOutcome.DONE, channel=command.channel, words=words)
        outcome = promises.settle(
            change.session, one.deadline, by=command.by, now=now, met_at=command.done_at
        )
        change.note(
            Event.RECOVERY_STEP_FINISHED,
            step=one.step.label,
            channel=command.channel,
            words=words,
            outcome=outcome.value,
        )


def _faults(change: Change, one: OpenStep, command: FinishRecoveryStep) -> list[Refused]:
    """What is wrong with it, each under its form field. Row D5a: a call is settled by a voice."""
    recovery = change.rules.policy.recovery
    wrong = []
    if not command.words.strip():
        wrong.append(Refused("what_came_of_it_missing", field="words"))
    if one.step.spoken and recovery is not None and command.channel not in recovery.by_voice:
        wrong.append(Refused("step_needs_a_voice", field="channel"))
    elif command.channel is not None and not (command.recipients or "").strip():
        wrong.append(Refused("step_with_whom_missing", field="recipients"))
    if command.done_at is not None and command.done_at > change.now + CLOCKS_APART:
        wrong.append(Refused("step_done_in_future", field="done_at"))
    if one.step.doubtful and command.holds is None:
        wrong.append(Refused("holds_missing", field="holds"))
    return wrong


def _ask_whether_to_reopen(change: Change, one: OpenStep, command: FinishRecoveryStep) -> None:
    escalation = change.escalation
    say(
        change.session,
        f"recovery_slipped:{escalation.ref}:{command.request_key}",
        lane=dm(escalation.dri),
        template="recovery_slipped",
        now=change.now,
        escalation=escalation,
        context={
            "person": escalation.dri,
            "by": change.by,
            "step": one.step.label,
            "words": command.words.strip(),
        },
        priority=Priority.NUDGE,
        else_lanes=(escalation.home_channel,),
        editable=True,
    )
