"""For every message a typical context, as the services make it; `T` is a Monday at 10:00 UTC."""

from __future__ import annotations

from typing import Any

from message_templates.guidance import hard_case, heard

T = 1794823200
MINUTE, HOUR = 60, 3600
CASEY, VERA, MAYA, EMIL = "UCASEY", "UVERA", "UMAYA", "UEMIL"
NAMES = {CASEY: "Casey Okoro", VERA: "Vera Castellanos", MAYA: "Maya Lindqvist", EMIL: "Emil Novak"}

E: dict[str, Any] = {
    "id": 7,
    "ref": "ESC-7",
    "severity": "SEV-1",
    "severity_name": "critical",
    "emoji": ":red_circle:",
    "customer": "Acme Ltd",
    "problem": "Nobody here can log in since 8.\nOrders have stopped.",
    "impact": "It is down, or their business has stopped",
    "outcome": "To have it work: a fix",
    "status": "in progress",
    "tier": "tier 3",
    "dri": CASEY,
    "restricted": False,
    "veiled": False,
    "raised_by": MAYA,
    "set_off_by": None,
    "opened_at": T,
    "reached_at": T - 20 * MINUTE,
    "drill": False,
    "permalink": "https://heard.example/archives/C1/p1",
    "contact": "Priya Raman, Head of Operations",
    "link": "https://tickets.example/4711",
}
VEILED: dict[str, Any] = {
    "id": 12, "ref": "ESC-12", "customer": "Dorado", "dri": EMIL, "drill": False, "restricted": True, "veiled": True,
}  # fmt: skip
BECAUSE = "A SEV-1 customer hears from us every hour until it is resolved."
TELLING: dict[str, Any] = {
    "words": "We found the cause and are rolling back.",
    "channel": "call",
    "recipients": "Priya Raman",
    "told_at": T + HOUR,
    "next_update_at": T + 2 * HOUR,
}
CALL: dict[str, Any] = {
    "e": E,
    "person": VERA,
    "role": "VP CS",
    "asked": "confirm that you own this, or name the Director who does",
    "button": "Confirm or name a Director",
    "answer_by": T + 20 * MINUTE,
    "deadline_id": 31,
    "because": "At SEV-1 the VP CS is told at once.",
    "fell_back_from": None,
}
ASK: dict[str, Any] = {
    "person": VERA,
    "role": "VP CS",
    "asked": CALL["asked"],
    "answered": None,
    "named": None,
    "by": None,
}
PAST: dict[str, Any] = {
    "ref": "ESC-3", "restricted": False, "severity": "SEV-2", "opened_at": T - 900 * HOUR, "status": "closed",
    "root_cause": "A defect in our code", "problem": "The export was empty",
}  # fmt: skip
ACCOUNT: dict[str, Any] = {
    "name": "Acme Ltd",
    "to_complete": False,
    "segment": "Enterprise",
    "arr": "240,000",
    "share": "3.1",
    "health": 62,
    "health_before": {"score": 80, "at": T - 100 * HOUR},
    "renewal_on": "1 Feb 2027",
    "next_qbr_on": "15 Jan 2027",
    "timezone": "America/New_York",
    "named": True,
    "top": False,
    "looked_after_by": {"id": CASEY, "email": "casey@heard.example"},
    "sponsor": {"id": None, "email": "nobody.known@heard.example"},
}
CARD: dict[str, Any] = {
    "e": E,
    "account": ACCOUNT,
    "deadlines": [
        {"kind": "acknowledge", "label": "Customer told that we have it", "due": T, "owner": CASEY,
         "state": "kept"},
        {"kind": "team", "label": "Team assembled", "due": T + HOUR, "owner": CASEY, "state": "open"},
        {"kind": "update", "label": "Customer update", "due": T + HOUR, "owner": CASEY, "state": "overdue"},
        {"kind": "resolve", "label": "Resolved", "due": T + 8 * HOUR, "owner": CASEY, "state": "ahead"},
    ],
    "told": [ASK, {**ASK, "person": EMIL, "role": "VP Engineering", "answered": "On it", "by": EMIL}],
    "stage": "3 of 5, communicate: the customer does not know yet what was found",
    "findings": [
        {"kind": "cause", "words": "The session store is full.", "by": EMIL, "at": T + HOUR},
        {"kind": "workaround", "words": "Log in by single sign-on.", "by": CASEY, "at": T},
    ],
    "triage": [{"field": "cause_type", "value": "A bug in the product"}, {"field": "began_at", "value": T - HOUR},
               {"field": "arr", "value": "120,000"}],
    "team": [CASEY, EMIL],
    "readers": [CASEY, MAYA, EMIL],
    "plan": [{"what": "Roll back the login service", "owner": EMIL, "due": T + HOUR, "state": "overdue"}],
    "last_update": {"words": TELLING["words"], "by": CASEY, "at": T, "channel": "call",
                    "recipients": "Priya Raman"},
    "next_update_due": T + HOUR,
    "buttons": ["post_update", "assemble_team", "set_plan", "resolve", "show"],
    "menu": ["accept", "resolve"],
    "edition": 3,
    "because": "Their business has stopped, and every minute of it costs them.",
    "resolved": None,
    "waiting": {"since": T, "until": T + 72 * HOUR, "reason": "The log files that they are collecting"},
    "took_over": None,
    "hand_over": None,
    "cover": None,
    "recovery": {"done": 4, "steps": 24, "late": 1, "next": {
        "label": "Call them in person: how are things feeling now?", "due": T + 100 * HOUR, "owner": CASEY}},
    "ended": None,
    "sponsor": {"person": VERA, "what": "sponsor_call", "due": T + 4 * HOUR, "done_at": None, "said": False},
    "past": {"rows": [PAST, {"ref": "ESC-2", "restricted": True, "opened_at": T - 990 * HOUR}], "total": 4},
}  # fmt: skip
RESOLVED: dict[str, Any] = {
    "by": CASEY,
    "at": T,
    "summary": "Rolled back.",
    "root_cause": "A release or change of ours went wrong",
    "cause_words": "A new session store was full after a day.",
    "prevention": "An alert at 70 % of the store, from 1 December.",
    "confirmed_by": "Priya Raman",
    "confirmed_at": T + HOUR,
    "unconfirmed_at": None,
    "standing": "stable",
    "score": 9,
    "post_mortem_because": "The same cause has come back too often to be left at a fix.",
    "post_mortem": None,
}
ASKED_TO_TAKE_OVER: dict[str, Any] = {
    "e": E,
    "person": VERA,
    "from_person": CASEY,
    "by": MAYA,
    "reason_label": "No capacity",
    "remark": "I am in the air until tonight.",
    "passed_over": None,
}
ITEM: dict[str, Any] = {
    "kind": "update",
    "owner": CASEY,
    "label": "Customer update",
    "due": T + HOUR,
    "step": "due",
    "deadline_id": 12,
    "overdue_minutes": 0,
    "snoozed": None,
}
NUDGE: dict[str, Any] = {
    "e": E,
    "person": CASEY,
    "items": [ITEM],
    "buttons": [
        {"verb": "post_update", "deadline_id": 12, "label": None},
        {"verb": "still_working", "deadline_id": 12, "label": None},
        {"verb": "snooze", "deadline_id": 12, "label": None},
    ],
    "because": BECAUSE,
    "for_whom": "dri",
    "late_minutes": None,
}
CHANGES: list[dict[str, Any]] = [
    {"field": "problem", "old": "Nobody here can log in", "new": "Orders stop at the till"},
    {"field": "began_at", "old": None, "new": T - HOUR},
    {"field": "arr", "old": "90,000", "new": "120,000"},
]
ROW: dict[str, Any] = {
    **E,
    "next": {"label": "Customer update", "due": T + HOUR, "overdue": False},
    "waiting": None,
}
OFFER: dict[str, Any] = {"undo": 3, "undone": None}
RECOVERY_ROW: dict[str, Any] = {
    "veiled": False,
    "id": 7, "ref": "ESC-7", "severity": "SEV-1", "permalink": E["permalink"], "dri": CASEY, "deadline_id": 40,
    "phase": "Week 1", "label": "Watch whether it comes back", "button": "Watched",
    "verb": "finish_recovery_step", "owner": CASEY, "due": T + 100 * HOUR, "overdue": False,
}  # fmt: skip
VERSIONS = {"policy": "sev", "policy_hash": "0123456789ab", "team_hash": "ba9876543210"}

LINE: dict[str, Any] = {
    "id": 7, "deadline_id": 70, "ref": "ESC-7", "severity": "SEV-3", "customer": "Acme Ltd", "drill": False,
    "label": "Customer update", "owner": CASEY, "due": T, "overdue": True, "permalink": E["permalink"],
}  # fmt: skip


def part(name: str, *rows: dict[str, Any], before: int = 0, after: int = 0) -> dict[str, Any]:
    """One page of a list of the App Home."""
    total = before + len(rows) + after
    return {
        "name": name, "rows": list(rows), "total": total, "page": 1 if before else 0, "before": before, "after": after
    }  # fmt: skip


TYPICAL: dict[str, dict[str, Any]] = {
    "card": CARD,
    "home_line": {"e": E},
    "restricted_line": {"e": VEILED},
    "escalation_restricted": {
        "e": {**E, "restricted": True}, "by": MAYA, "reason": "Their lawyers have written", "because_sentence": None,
    },
    "restriction_lifted": {"e": E, "by": MAYA, "reason": "No data was read after all"},
    "people_added": {"e": {**E, "restricted": True}, "person": EMIL, "by": MAYA, "note": "Read the access log"},
    "channel_lost": {"e": E, "name": "esc-7-acme-ltd", "error": "shared_channel"},
    "dri_named": {
        "e": E,
        "acknowledge_by": T + 15 * MINUTE,
        "because": "A SEV-1 customer is told that we have it within 15 minutes.",
        "deadline_id": 11,
        "buttons": ["accept", "acknowledge"],
    },
    "tier_notified": CALL,
    "tier_climbed": {**CALL, "tier": "tier 4", "reason": "The customer still waits for an update."},
    "climb_noted": {
        "e": E, "tier": "tier 4", "person": VERA, "reason": "The customer still waits for an update.",
        "because": "At SEV-1 an update 40 minutes late goes up.", "by": None, **OFFER,
    },
    "stepped_down": {
        "e": E, "by": CASEY, "left": "tier 4", "tier": "tier 3", "people": [VERA], **OFFER,
        "reason": "The roll-back works; nothing commercial is left to settle",
    },
    "severity_changed": {
        "e": E, "by": CASEY, "was": "SEV-2", "severity": "SEV-1", "graver": True, "tier": "tier 3",
        "reason": "Their own end users are hit since ten", "told": [VERA, EMIL], "gone": [], **OFFER,
        "update_by": T + HOUR, "resolve_by": T + 8 * HOUR,
    },
    "call_over": {**CALL, "at": T},
    "undone": {"e": E, "by": CASEY, "person": None, "why": "undone", "verb": "climb"},
    "still_needed": {"e": E, "by": CASEY, "person": VERA, "why": "undone", "verb": "resolve"},
    "nudge": NUDGE,
    "nudges_gathered": {
        "person": CASEY, "late_minutes": None, "open": 2,
        "rows": [
            {"e": E, "lines": [{**ITEM, "state": "open", "by": None}],
             "button": {"verb": "post_update", "deadline_id": 3, "label": None}},
            {"e": {**E, "id": 8, "ref": "ESC-8", "customer": "Borealis", "dri": MAYA},
             "lines": [
                 {**ITEM, "state": "kept", "by": CASEY},
                 {**ITEM, "kind": "plan", "label": "Plan set", "state": "open", "by": None, "overdue_minutes": 90},
             ],
             "button": {"verb": "set_plan", "deadline_id": 5, "label": None}},
            {"e": {**E, "id": 9, "ref": "ESC-9", "customer": "Cirrus"},
             "lines": [{**ITEM, "state": "again", "by": None}], "button": None},
            {"e": VEILED, "lines": [], "button": None},
        ],
    },
    "nudge_snoozed": {
        "e": E, "person": CASEY, "buttons": NUDGE["buttons"],
        "items": [{**ITEM, "snoozed": {"by": CASEY, "until": T + HOUR, "because": "On the call with them"}}],
    },
    "update_corrected": {"e": E, "by": MAYA, "before": TELLING, "after": {**TELLING, "words": "It is fixed."}},
    "waiting_begun": {
        "e": E, "by": CASEY, "reason": "The log files", "until": T + 72 * HOUR, "next_update_at": T + 24 * HOUR,
    },
    "waiting_ended": {"e": E, "by": MAYA, "why": "said", "next_update_at": T + HOUR},
    "nudge_settled": {"e": E, "items": [ITEM], "what": "kept", "by": CASEY, "at": T},
    "nudge_repeated": {"e": E, "items": [ITEM], "at": T},
    "ask_settled": {**CALL, "answer": "Dana takes it", "named": MAYA, "by": VERA, "at": T},
    "escalation_accepted": {"e": E, "by": CASEY, "at": T},
    "escalation_triaged": {
        "e": E, "by": CASEY, "cause_type": "A bug in the product", "changes": CHANGES,
        "severity": "SEV-2", "severity_proposed": "SEV-1",
        "because_sentence": "Their business has stopped, and every minute of it costs them.", "dri": CASEY,
        "severity_reason": None,
        "dri_proposed": MAYA, "dri_because": "SEV-1 is owned by CS Director or VP CS", "works_on_it": EMIL,
        "works_on_it_role": "Engineering Lead", "works_on_it_because": "A bug needs an engineer who works on it.",
    },
    "finding_recorded": {
        "e": E, "by": CASEY, "kind": "cause", "words": "The session store is full.", "found_by": EMIL, "found_at": T,
    },
    "note_added": {
        "e": E, "by": CASEY, "words": "They open at nine.", "author": EMIL, "permalink": E["permalink"],
    },
    "reported_again": {
        "e": E, "by": EMIL, "words": "Their second shop cannot log in either.\nFrom: Priya Raman", "author": None,
        "permalink": None,
    },
    "report_joined": {"e": E, "by": EMIL, "reopened": False},
    "note_unread": {"place": "CHOME"},
    "escalation_edited": {
        "e": E, "by": CASEY, "changes": CHANGES, "severity": "SEV-2", "severity_proposed": "SEV-1",
    },
    "customer_acknowledged": {"e": E, "by": CASEY, **TELLING, "contact_id": 4, "corrected": None},
    "team_assembled": {"e": E, "people": [CASEY, EMIL, MAYA], "by": CASEY, "note": "In the bridge call"},
    "plan_set": {"e": E, "by": CASEY, "steps": CARD["plan"]},
    "plan_changed": {
        "e": E, "by": CASEY, "dropped_because": None,
        "before": {"what": "Roll back the login service", "owner": EMIL, "due": T + HOUR},
        "after": {"what": "Roll back the login service", "owner": MAYA, "due": T + 2 * HOUR},
    },
    "step_finished": {
        "e": E, "by": EMIL, "what": "Roll back the login service", "owner": EMIL, "due": T + HOUR,
        "outcome": "late", "left": 1,
    },
    "escalation_resolved": {
        "e": E, "summary": "Rolled back.", "by": CASEY, "at": T, "told": False, "thanks": [CASEY, EMIL, VERA],
        "root_cause": RESOLVED["root_cause"], "cause_words": RESOLVED["cause_words"], "remedy": "fix",
        "prevention": RESOLVED["prevention"], "confirmed_by": None,
        "unconfirmed_because": "They try it out until Thursday", **OFFER,
    },
    "resolution_confirmed": {"e": E, "by": CASEY, "confirmed_by": "Priya Raman", "at": T},
    "customer_followed_up": {
        "e": E, "by": CASEY, "words": "It broke again this morning.", "channel": "call",
        "recipients": "Priya Raman", "told_at": T, "standing": "back", "score": 4, "outcome": "kept",
    },
    "satisfaction_recorded": {"e": E, "by": CASEY, "score": 9, "words": "You were honest with us."},
    "close_out_written": {
        "e": E, "by": CASEY, "outcome": "late", "link": "https://bugs.example/1",
        "parts": [{"part": "issue", "text": "Nobody could log in."},
                  {"part": "root_cause", "text": "A new session store was full after a day."},
                  {"part": "changes", "text": "An alert at 70 % of the store."}],
    },
    "post_mortem_demanded": {
        "e": E, "by": CASEY, "dri": CASEY, "count": 3, "days": 90, "anew": False, "refs": ["ESC-2", "ESC-5"],
        "cause_label": RESOLVED["root_cause"], "because_sentence": RESOLVED["post_mortem_because"],
        "due": T + 168 * HOUR,
    },
    "post_mortem_recorded": {"e": E, "by": EMIL, "words": "https://wiki.example/pm/7"},
    "product_told": {"e": E, "by": CASEY, "words": "They need an export of more than 10 000 rows."},
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
    "merged_in": {"e": E, "by": CASEY, "raiser": MAYA, "into": "ESC-7", "merged": "ESC-9",
                  "problem": "Orders fail.", "reason": "The same outage."},
    "update_posted": {
        "e": E, "by": CASEY, **TELLING, "outcome": "late", "later_reason": None, "contact_id": 5,
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
        "passed_by": None, "call_by": T + 4 * HOUR, "what": "sponsor_call", "said": False, "deadline_id": 51,
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
    "ops_delivery_trouble": {
        "what": "moved", "lane": "CTIER3", "error": "is_archived", "message_key": "call:ESC-7:tier:3",
        "ref": "ESC-7", "next_lane": "dm:UVERA",
    },
    "ops_clock_jumped": {"ahead_minutes": 90},
    "ops_restored": {"last_at": T, "doubted": 2},
    "ops_audit_found": {
        "ref": "ESC-7", "fault": "unwatched", "dri": CASEY, "was_due": None, "next_at": T + HOUR,
    },
    "ops_rules_refused": {"problems": ["policy.toml:10: severity.sev2.every: not a duration"], **VERSIONS},
    "ops_setup_worse": {
        "rows": [
            {"about": "roles", "what": "cs_director", "says": "nobody holds it: vp_cs is asked instead"},
            {"about": "channels", "what": "tier_2: #tier-2", "says": "archived: unarchive it, or name another"},
        ]
    },
    "ops_rules_changed": {"changed": ["policy", "team"], "warnings": ["roles.ceo: nobody"], **VERSIONS},
    "opened": {"e": E, "told": [ASK], "acknowledge_by": T + 15 * MINUTE, "first_update_by": None},
    "guide": {
        "command": "/escalate", "heard": heard(), "cases": [], "ref": "ESC-7", "escalation_id": 7,
        "fits": dict(hard_case("our_fault")), "because": "Triage says that it is a bug or a process of ours.",
    },
    "help": {"command": "/escalate", "severity": "SEV-1"},
    "account": {
        "customer": "Acme Ltd",
        "account": ACCOUNT,
        "contacts": [
            {"name": "Priya Raman", "role": "champion", "email": "priya@acme.example", "preferred": "call"},
            {"name": "Tom Ode", "role": None, "email": None, "preferred": None},
        ],
        "rows": [ROW],
        "total": 1,
        "past": {"rows": [PAST], "total": 3},
    },
    "list": {
        "rows": [ROW, {**ROW, "ref": "ESC-8", "next": None, "waiting": {"since": T, "until": T + 72 * HOUR}}, VEILED],
        "shown": 3, "first": 16, "total": 20, "mine": False,
        "earlier": "{}", "later": '{"skip":30}',
    },
    "home": {
        "mine": part("mine", {**ROW, "dri": None, "verbs": ["post_update", "resolve", "show"]}, before=8, after=3),
        "due": part("due", {**LINE, "verb": "post_update", "button": None}),
        "promised": part("promised", {**LINE, "verb": "post_update", "button": None, "recipients": "Priya Raman"}),
        "recovery": part("recovery", {
            **LINE, "label": "Watch whether it comes back", "phase": "Week 1", "verb": "finish_recovery_step",
            "button": "Watched"}),
        "following": part("following", {**ROW, "ref": "ESC-8", "next": None}),
        "team": {
            "load": [
                {"person": EMIL, "total": 6, "over": True, "by_severity": [
                    {"severity": "SEV-1", "count": 1}, {"severity": "SEV-3", "count": 5}]},
                {"person": MAYA, "total": 1, "over": False, "by_severity": [{"severity": "SEV-2", "count": 1}]},
            ],
            "overdue": part("overdue", {**LINE, "owner": EMIL, "verb": "post_update", "button": None}),
            "asks": part("asks", {
                **LINE, "owner": VERA, "label": CALL["asked"], "verb": "answer_ask",
                "button": "Confirm or name a Director"}),
            "waiting": part("waiting", {**E, "since": T - 20 * HOUR, "until": T + 52 * HOUR}),
            "restricted": part("restricted", VEILED, after=2),
        },
        "digest": True,
    },
    "trigger_proposed": {
        "label": "They speak of leaving", "because": "A customer who speaks of leaving is asked after at once.",
        "proposal_id": 4, "customer": "Acme Ltd", "words": "If this goes on we will cancel our contract.",
        "permalink": "https://heard.example/archives/C2/p2", "answer_by": T + 30 * MINUTE, "reopens": None,
        "answer": None, "by": None, "at": None, "opened": None,
    },
    "trigger_joined": {
        "e": E, "dri": CASEY, "set_off": "They speak of lawyers", "words": "You will hear from our lawyers.",
        "permalink": None, "because": "A customer who speaks of lawyers is heard by a manager at once.",
    },
    "why": {
        "e": E,
        "decided": [
            {"at": T, "event": "rule_fired", "actor": "heard", "row": "path_rule.executive_to_vp", "data": {
                "because_sentence": "The VP CS knows when an executive of a customer is involved.",
                "facts": ["an executive of theirs is involved (what set it off: Executive complaint)"],
            }},
        ],
        "more": 2,
        "owed": [{"label": "Customer update", "due": T + HOUR, "because": BECAUSE,
                  "row": "severity.sev1.customer_update"}],
        "facts": ["an executive of theirs is involved (what set it off: Executive complaint)", "severity SEV-1"],
    },
    "show": {
        **CARD, "tally": {"kept": 4, "late": 1, "missed": 1, "overdue": 0}, "shown": 2, "total": 9,
        "timeline": [
            {"at": T, "actor": MAYA, "event": "opened", "data": {"customer": "Acme Ltd", "severity": "SEV-1"}},
            {"at": T, "actor": "heard", "event": "notified", "data": {
                "person": VERA, "role": "VP CS", "asked": CALL["asked"], "answer_by": T + 20 * MINUTE,
                "because_sentence": CALL["because"]}},
        ],
    },
    "setup": {
        "checks": [
            {"about": "channels", "what": "tier_4: #escalations-exec", "standing": "bad",
             "says": "there is none that the bot can see: make it, or invite the bot to it"},
            {"about": "roles", "what": "vp_cs", "standing": "good", "says": "Vera Castellanos"},
        ],
    },
}  # fmt: skip
