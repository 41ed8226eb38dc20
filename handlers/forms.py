"""The door for forms that were sent: carried out, or back to the person with everything they typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers import (
    acknowledge,
    add_note,
    add_people,
    answer_ask,
    ask_for_change,
    ask_second_eyes,
    assemble_team,
    call_in_sponsor,
    cancel,
    change_plan,
    change_severity,
    climb,
    close,
    close_out,
    complete_account,
    confirm_heads_up,
    confirm_resolution,
    correct_update,
    decline_hand_over,
    edit_escalation,
    finish_recovery_step,
    follow_up,
    give_heads_up,
    hand_over,
    lift_restriction,
    link_cause,
    merge,
    move_recovery_step,
    open_escalation,
    pass_sponsor,
    post_update,
    record_finding,
    record_post_mortem,
    record_satisfaction,
    record_sponsor_call,
    record_sponsor_check,
    record_sponsor_letter,
    reopen,
    resolve,
    restrict,
    set_cover,
    set_plan,
    set_sponsor_call,
    snooze,
    step_down,
    triage,
    update_account,
    update_cause,
    wait_for_customer,
    waive_recovery_step,
)
from handlers.answers import window_of
from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.modals.flagged import flagged
from handlers.modals.refused import refused as refused_view
from handlers.modals.view import again_with
from handlers.payload import Form, Json
from handlers.people import keep_refusal, require_colleague
from message_templates import sentence
from services.drafting.anyway import Flagged
from services.drafting.second_eyes import SecondEyesWanted
from services.once_more import once_more_if_they_met
from services.refusal import Refused, RefusedFields

Reply = dict[str, Any] | None
"""The body of the answer; None closes the form."""

FORMS: dict[str, Callable[[Desk, Form], Reply]] = {
    "acknowledge": acknowledge.submitted,
    "answer_ask": answer_ask.submitted,
    "ask_for_change": ask_for_change.submitted,
    "assemble_team": assemble_team.submitted,
    "change_severity": change_severity.submitted,
    "climb": climb.submitted,
    "call_in_sponsor": call_in_sponsor.submitted,
    "set_sponsor_call": set_sponsor_call.submitted,
    "pass_sponsor": pass_sponsor.submitted,
    "record_sponsor_call": record_sponsor_call.submitted,
    "record_sponsor_letter": record_sponsor_letter.submitted,
    "record_sponsor_check": record_sponsor_check.submitted,
    "decline_hand_over": decline_hand_over.submitted,
    "hand_over": hand_over.submitted,
    "change_plan": change_plan.submitted,
    "finish_recovery_step": finish_recovery_step.submitted,
    "move_recovery_step": move_recovery_step.submitted,
    "cancel": cancel.submitted,
    "close": close.submitted,
    "close_out": close_out.submitted,
    "confirm_resolution": confirm_resolution.submitted,
    "draft_heads_up": confirm_heads_up.submitted,
    "give_heads_up": give_heads_up.submitted,
    "follow_up": follow_up.submitted,
    "merge": merge.submitted,
    "record_post_mortem": record_post_mortem.submitted,
    "record_satisfaction": record_satisfaction.submitted,
    "reopen": reopen.submitted,
    "open_escalation": open_escalation.submitted,
    "post_update": post_update.submitted,
    "resolve": resolve.submitted,
    "set_cover": set_cover.submitted,
    "set_plan": set_plan.submitted,
    "snooze": snooze.submitted,
    "wait_for_customer": wait_for_customer.submitted,
    "correct_update": correct_update.submitted,
    "step_down": step_down.submitted,
    "waive_recovery_step": waive_recovery_step.submitted,
    "triage": triage.submitted,
    "record_finding": record_finding.submitted,
    "add_note": add_note.submitted,
    "edit_escalation": edit_escalation.submitted,
    "add_people": add_people.submitted,
    "restrict": restrict.submitted,
    "lift_restriction": lift_restriction.submitted,
    "link_cause": link_cause.submitted,
    "complete_account": complete_account.submitted,
    "update_account": update_account.submitted,
    "update_cause": update_cause.submitted,
}


def on_submission(desk: Desk, body: Json) -> Reply:
    """Carry it out. Never raises: a form that failed says so and keeps what was typed."""
    form = Form.of(body)
    verb = FORMS.get(form.verb)
    if verb is None:
        return {"response_action": "update", "view": window_of(sentence("button_unknown"))}
    try:
        return _carried_out(desk, form, verb)
    except Exception:  # the outermost door: Slack would say "we had some trouble" and leave it at that
        return {"response_action": "update", "view": again_with(form.view, unforeseen("form", form.verb))}


def _carried_out(desk: Desk, form: Form, verb: Callable[[Desk, Form], Reply]) -> Reply:
    try:
        require_colleague(desk, form.user)
        return once_more_if_they_met(lambda: verb(desk, form))
    except Flagged as found:
        return flagged(form.view, found.findings, found.reasons)
    except SecondEyesWanted as wanted:
        return _asked_first(desk, form, wanted)
    except Refused as refused:
        keep_refusal(desk, refused, form.escalation_id, by=form.user, verb=form.verb)
        return refused_view(form.view, [refused])
    except RefusedFields as refused:
        return refused_view(form.view, refused.refusals)


def _asked_first(desk: Desk, form: Form, wanted: SecondEyesWanted) -> Reply:
    try:
        return once_more_if_they_met(lambda: ask_second_eyes.instead_of_sending(desk, form, wanted))
    except Refused as refused:
        return refused_view(form.view, [refused])
