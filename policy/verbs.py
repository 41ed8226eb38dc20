"""What a person may do to one escalation: the closed list that `[[may]]` speaks of (Row X9)."""

from __future__ import annotations

from collections.abc import Mapping

# fmt: off
CHANGES = frozenset({
    "accept", "accept_hand_over", "acknowledge", "add_note", "add_people", "answer_ask", "approve_words",
    "ask_for_change",
    "assemble_team", "call_in_sponsor", "cancel", "change_plan", "change_severity", "climb", "close",
    "close_out", "confirm_resolution", "correct_update", "decline_hand_over", "edit_escalation",
    "end_cover", "finish_recovery_step", "finish_step", "follow", "follow_up", "hand_over",
    "lift_restriction", "link_cause", "merge", "move_recovery_step", "pass_sponsor", "post_update", "record_finding",
    "record_post_mortem", "record_satisfaction", "record_sponsor_call", "record_sponsor_check",
    "record_sponsor_letter", "reopen", "resolve", "restrict", "set_cover", "set_plan",
    "set_sponsor_call", "snooze", "step_down", "stop_waiting", "triage", "undo", "unfollow",
    "wait_for_customer", "waive_recovery_step", "withdraw_hand_over",
})
# fmt: on
"""Verbs that change one. Each is named by the service that carries it out."""

SEE_ARR = "see_arr"
"""To be told what the customer pays us."""

GOVERNED = CHANGES | {SEE_ARR}
"""What a row may name."""

WAY_TO: Mapping[str, str] = {
    "draft": "post_update",
    "log_call": "post_update",
    "send_again": "post_update",
    "send_words": "post_update",
    "still_working": "post_update",
    "use_prepared": "post_update",
}
"""Buttons that are another way to a verb: whoever may do that may press them. Words that were read may be of a
resolution or a close-out as well; who may send those is asked when they are sent."""

# fmt: off
EVERYBODYS = frozenset({
    "call_off_heads_up", "complete_account", "confirm_all_heads_up", "confirm_heads_up", "draft_heads_up",
    "give_heads_up",
    "digest_off", "digest_on", "dismiss_proposed", "home", "list_live", "open_escalation",
    "open_proposed", "see_to_proposed", "show", "update_account", "update_cause",
})
# fmt: on
"""Buttons and forms that are about no one escalation, or only look: everybody of the company may use them.
What is read by name is kept by `[restricted]`."""
