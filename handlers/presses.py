"""The door for buttons, and for fields of a form that tell of each change."""

from __future__ import annotations

import logging
from collections.abc import Callable

from handlers import (
    accept,
    accept_hand_over,
    acknowledge,
    add_note,
    add_people,
    answer_ask,
    answer_proposed,
    approve_words,
    ask_for_change,
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
    draft,
    edit_escalation,
    end_cover,
    finish_recovery_step,
    finish_step,
    follow,
    follow_up,
    give_heads_up,
    hand_over,
    home,
    lift_restriction,
    link_cause,
    list_live,
    log_call,
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
    send_again,
    send_words,
    set_cover,
    set_plan,
    set_sponsor_call,
    show,
    snooze,
    step_down,
    stop_waiting,
    triage,
    turn_digest,
    undo,
    unfollow,
    update_account,
    update_cause,
    use_prepared,
    wait_for_customer,
    waive_recovery_step,
    withdraw_hand_over,
)
from handlers.answers import tell
from handlers.desk import Desk
from handlers.mishap import unforeseen
from handlers.payload import Json, Press
from handlers.people import keep_refusal, require_colleague
from message_templates import sentence
from message_templates.buttons import LINK_VERB
from services.may import require_may_begin
from services.offer_menu_anew import offer_menu_anew
from services.once_more import once_more_if_they_met
from services.refusal import Refused, RefusedFields
from services.slack_port import SlackError

log = logging.getLogger(__name__)

Verb = Callable[[Desk, Press], None]

BUTTONS: dict[str, Verb] = {
    "accept": accept.pressed,
    "accept_hand_over": accept_hand_over.pressed,
    "acknowledge": acknowledge.pressed,
    "answer_ask": answer_ask.pressed,
    "assemble_team": assemble_team.pressed,
    "approve_words": approve_words.pressed,
    "ask_for_change": ask_for_change.pressed,
    "send_words": send_words.pressed,
    "send_again": send_again.pressed,
    "draft": draft.pressed,
    "digest_off": turn_digest.pressed_off,
    "digest_on": turn_digest.pressed_on,
    "home": home.pressed,
    "list_live": list_live.turned,
    "follow": follow.pressed,
    "open_proposed": answer_proposed.open_pressed,
    "dismiss_proposed": answer_proposed.dismiss_pressed,
    "see_to_proposed": answer_proposed.seen_to_pressed,
    "change_severity": change_severity.pressed,
    "climb": climb.pressed,
    "call_in_sponsor": call_in_sponsor.pressed,
    "set_sponsor_call": set_sponsor_call.pressed,
    "pass_sponsor": pass_sponsor.pressed,
    "record_sponsor_call": record_sponsor_call.pressed,
    "record_sponsor_letter": record_sponsor_letter.pressed,
    "record_sponsor_check": record_sponsor_check.pressed,
    "decline_hand_over": decline_hand_over.pressed,
    "end_cover": end_cover.pressed,
    "hand_over": hand_over.pressed,
    "change_plan": change_plan.pressed,
    "finish_step": finish_step.pressed,
    "finish_recovery_step": finish_recovery_step.pressed,
    "move_recovery_step": move_recovery_step.pressed,
    "waive_recovery_step": waive_recovery_step.pressed,
    "cancel": cancel.pressed,
    "close": close.pressed,
    "close_out": close_out.pressed,
    "confirm_resolution": confirm_resolution.pressed,
    "confirm_heads_up": confirm_heads_up.pressed,
    "confirm_all_heads_up": confirm_heads_up.all_pressed,
    "draft_heads_up": confirm_heads_up.draft_pressed,
    "call_off_heads_up": give_heads_up.called_off,
    "follow_up": follow_up.pressed,
    "merge": merge.pressed,
    "record_post_mortem": record_post_mortem.pressed,
    "record_satisfaction": record_satisfaction.pressed,
    "reopen": reopen.pressed,
    "open_escalation": open_escalation.from_button,
    "post_update": post_update.pressed,
    "resolve": resolve.pressed,
    "set_cover": set_cover.pressed,
    "set_plan": set_plan.pressed,
    "show": show.pressed,
    "snooze": snooze.pressed,
    "stop_waiting": stop_waiting.pressed,
    "wait_for_customer": wait_for_customer.pressed,
    "still_working": post_update.still_working,
    "log_call": log_call.pressed,
    "correct_update": correct_update.pressed,
    "step_down": step_down.pressed,
    "unfollow": unfollow.pressed,
    "withdraw_hand_over": withdraw_hand_over.pressed,
    "undo": undo.pressed,
    "triage": triage.pressed,
    "record_finding": record_finding.pressed,
    "add_note": add_note.pressed,
    "edit_escalation": edit_escalation.pressed,
    "add_people": add_people.pressed,
    "restrict": restrict.pressed,
    "lift_restriction": lift_restriction.pressed,
    "link_cause": link_cause.pressed,
    "complete_account": complete_account.pressed,
    "update_account": update_account.pressed,
    "update_cause": update_cause.pressed,
    "use_prepared": use_prepared.pressed,
}
AT_ONCE = frozenset(
    {
        "accept",
        "accept_hand_over",
        "approve_words",
        "digest_off",
        "digest_on",
        "finish_step",
        "follow",
        "unfollow",
    }
)
"""Verbs that open no form: pressed in the App Home, it shows at once what has become of it."""
FIELDS: dict[str, Verb] = {
    "change_plan": change_plan.changed,
    "change_severity": change_severity.changed,
    "give_heads_up": give_heads_up.changed,
    "hand_over": hand_over.changed,
    "open_escalation": open_escalation.changed,
    "acknowledge": draft.changed,
    "post_update": draft.changed,
    "record_sponsor_letter": draft.changed,
    "finish_recovery_step": draft.changed,
    "resolve": draft.changed,
    "triage": triage.changed,
}
"""Forms that are shown anew when a field of theirs is changed, or their own button is pressed, by callback id."""


def on_press(desk: Desk, body: Json) -> None:
    """Carry it out. Never raises: whoever pressed gets a sentence."""
    press = Press.of(body)
    if press.in_form:
        _changed(desk, press)
    elif press.verb in BUTTONS:
        _pressed(desk, press)
    elif press.verb != LINK_VERB:
        tell(desk, press, sentence("button_unknown"))


def _pressed(desk: Desk, press: Press) -> None:
    try:
        answer = _carried_out(desk, press)
        if press.from_menu and not press.on_home:
            offer_menu_anew(desk.office, press.escalation_id)
    except SlackError as error:
        log.warning("the form of %s did not open: %s", press.verb, error)
        answer = sentence("form_not_opened")
    except Exception:  # the outermost door: Slack would only show a warning sign
        answer = unforeseen("press", press.verb)
    if answer is not None:
        tell(desk, press, answer)
    elif press.on_home and press.verb in AT_ONCE:
        home.show_again(desk, press.user)


def _carried_out(desk: Desk, press: Press) -> str | None:
    """None where it was carried out, else why it was not."""
    try:
        require_colleague(desk, press.user)
        require_may_begin(desk.office, press.verb, press.escalation_id, by=press.user, now=desk.clock())
        once_more_if_they_met(lambda: BUTTONS[press.verb](desk, press))
    except Refused as refused:
        keep_refusal(desk, refused, press.escalation_id, by=press.user, verb=press.verb)
        return refused.sentence
    except RefusedFields as refused:
        return "\n".join(row.sentence for row in refused.refusals)
    return None


def _changed(desk: Desk, press: Press) -> None:
    """The form as it stands can be sent as well: where it cannot be shown anew, nobody is bothered."""
    verb = FIELDS.get(press.view["callback_id"]) if press.view else None
    if verb is None:
        return
    try:
        require_colleague(desk, press.user)
        verb(desk, press)
    except (Refused, SlackError) as error:
        log.info("a form was not shown anew: %s", error)
    except Exception:  # the outermost door
        unforeseen("press", press.verb)
