"""A typical context for each message about how it ends, who takes it over, who speaks for us, what is owed."""

from __future__ import annotations

from typing import Any

from message_templates.samples.things import (
    ASKED_TO_TAKE_OVER,
    CARD,
    CASEY,
    EMIL,
    HOUR,
    ITEM,
    LINE,
    MAYA,
    MINUTE,
    NUDGE,
    RECOVERY_ROW,
    TELLING,
    VEILED,
    VERA,
    E,
    T,
)

OF_PEOPLE: dict[str, dict[str, Any]] = {
    "escalation_closed": {
        "e": E, "by": CASEY, "at": T, "waived": ["Close-out written"], "reason": "They did not want one.",
        "recovering": True,
    },
    "escalation_cancelled": {"e": E, "by": CASEY, "at": T, "reason": "A test of theirs.", "told": True},
    "escalation_reopened": {
        "e": E, "by": MAYA, "dri": CASEY, "reason": "Nobody can log in again.", "update_by": T + HOUR,
        "archived": None,
    },
    "escalation_merged": {"e": E, "by": CASEY, "dri": MAYA, "into": "ESC-9", "merged": "ESC-7",
                          "reason": "The same outage."},
    "cause_linked": {"e": E, "by": CASEY, "cause_name": "Login service down", "customers": 3},
    "update_prepared": {
        "e": E, "by": MAYA, "prepared_id": 4, "words": "A release of last night broke the sign-in.",
    },
    "merged_in": {"e": E, "by": CASEY, "raiser": MAYA, "into": "ESC-7", "merged": "ESC-9",
                  "problem": "Orders fail.", "reason": "The same outage."},
    "update_posted": {
        "e": E, "by": CASEY, **TELLING, "outcome": "late", "later_reason": None, "contact_id": 5, "refs": ["ESC-9"],
        "corrected": {"by": MAYA, "at": T + HOUR},
    },
    "form_changed": {
        "e": E, "by": CASEY, "at": T, "changes": [{"field": "problem", "text": "Only some can log in"}],
    },
    "follower_told": {
        "e": E, "by": CASEY, "at": T,
        "changes": [
            {"what": "acknowledged", "since": T}, {"what": "severity", "before": "SEV-2", "after": "SEV-1"},
            {"what": "dri", "person": MAYA},
        ],
    },
    "hand_over_proposed": {
        **ASKED_TO_TAKE_OVER, "answer_by": T + 10 * MINUTE, "deadline_id": 41,
        "because": "Whoever is asked to take over a SEV-1 answers within 10 minutes.",
        "buttons": ["accept_hand_over", "decline_hand_over", "withdraw_hand_over"],
    },
    "hand_over_ended": {
        **ASKED_TO_TAKE_OVER, "end": "declined", "ended_by": VERA, "why": "I have two of these already.", "at": T,
    },
    "hand_over_brief": {**CARD, "person": VERA},
    "handed_over": {
        "e": E, "person": VERA, "from_person": CASEY, "reason_label": "No capacity", "absence": None,
        "promised": CARD["deadlines"][1:], "next_update_due": T + HOUR, "buttons": ["post_update"],
    },
    "hand_over_declined": {
        "e": E, "by": VERA, "person": MAYA, "declined_by": VERA, "why": "I have two of these already.",
    },
    "cover_set": {
        "e": E, "person": EMIL, "by": CASEY, "until": T + 9 * HOUR, "remark": "Priya likes to be called.",
        "absence": None, "state": "now", "last_update": CARD["last_update"], "next_update_due": T + HOUR,
        "buttons": ["post_update"],
    },
    "owner_replaced": {
        "e": E, "person": VERA, "from_person": EMIL,
        "items": [{**ITEM, "verb": "answer_ask", "button": "Name the engineer"}],
    },
    "hand_over_unanswered": {"e": E, "by": "heard", "person": MAYA, "people": [VERA, EMIL]},
    "sponsor_asked": {
        **CARD, "person": VERA, "by": CASEY, "reason": "They want to hear it from somebody who can promise.",
        "passed_by": None, "left": None, "call_by": T + 4 * HOUR, "what": "sponsor_call", "said": False,
        "deadline_id": 51,
        "at_customer": ["Ann Ode"],
        "verbs": ["record_sponsor_call", "set_sponsor_call", "pass_sponsor"],
    },
    "sponsor_called_in": {
        "e": E, "person": VERA, "by": CASEY, "reason": "They want to hear it from somebody who can promise.",
        "passed_by": None, "call_by": T + 4 * HOUR, "because": None,
    },
    "sponsor_over": {"e": E, "person": VERA, "done": True, "passed": False, "at": T},
    "sponsor_spoke": {
        "e": E, **TELLING, "person": VERA, "what": "sponsor_call", "outcome": "kept", "corrected": None,
        "letter_by": T + 5 * HOUR,
        "steps": [{"what": "A call each morning", "owner": CASEY, "due": T + 24 * HOUR}],
    },
    "stood_down": {"e": E, "person": VERA, "why": "resolved", "by": CASEY},
    "digest": {
        "person": CASEY, "at": T, "late_minutes": None, "total": 2,
        "lines": [
            LINE,
            {**LINE, "ref": "ESC-9", "severity": "SEV-4", "customer": "Borealis", "label": "Plan set",
             "due": T + HOUR, "overdue": False, "permalink": None},
        ],
        "team": {
            "overdue": {"lines": [{**LINE, "owner": EMIL}], "total": 9},
            "today": {"lines": [], "total": 0},
            "asks": {
                "lines": [{**LINE, "label": "confirm that you own this", "owner": VERA, "overdue": False}],
                "total": 1,
            },
            "waiting": {"lines": [{**E, "since": T - 20 * HOUR, "until": T + 52 * HOUR}], "total": 9},
            "restricted": {"lines": [VEILED], "total": 1},
        },
    },
    "recovery_begun": {
        "e": E, "person": CASEY, "stands": True,
        "steps": [
            {"phase": "Week 1", "label": "Have them confirm that it is fixed, not just patched", "due": T + 48 * HOUR},
            {"phase": "Week 1", "label": "Watch whether it comes back", "due": T + 168 * HOUR},
            {"phase": "Month 3", "label": "Health steady or rising", "due": T + 2184 * HOUR},
        ],
    },
    "recovery_due": {
        "edition": 1,
        **NUDGE,
        "items": [
            {**ITEM, "kind": "recovery", "label": "Watch whether it comes back", "phase": "Week 1",
             "button": "Watched", "verb": "finish_recovery_step"},
            {**ITEM, "kind": "recovery", "label": "Find out when their next QBR is", "phase": "Next QBR",
             "button": "Enter the date", "verb": "move_recovery_step", "deadline_id": 13},
        ],
        "because": "What comes back unnoticed costs more than it did the first time.", "for_whom": "owner",
        "owner": CASEY,
    },
    "recovery_slipped": {
        "e": E, "person": CASEY, "by": MAYA, "step": "Watch whether it comes back",
        "words": "Two people could not log in this morning.", "over": True,
    },
    "recovery_step_moved": {
        "e": E, "person": EMIL, "by": CASEY, "step": "Watch whether it comes back", "due": T + 48 * HOUR,
        "note": "Emil reads the logs anyway",
    },
    "recovery_week": {
        "at": T, "customers": 4, "due": 2, "late": 1, "more": 1,
        "named": [{"customer": "Acme Ltd"}, {"customer": "Borealis"}],
    },
    "recovery": {
        "everybody": False, "command": "/escalate", "shown": 2, "total": 3, "late": 1,
        "customers": [
            {"customer": "Acme Ltd", "rows": [RECOVERY_ROW]},
            {"customer": "Dorado", "rows": [VEILED]},
            {"customer": "Borealis", "rows": [{**RECOVERY_ROW, "ref": "ESC-9", "id": 9, "deadline_id": 41,
                                               "overdue": True, "permalink": None}]},
        ],
    },
}  # fmt: skip
