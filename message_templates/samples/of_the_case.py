"""A typical context for each message about what happens to it: raised, called in, nudged, told, resolved."""

from __future__ import annotations

from typing import Any

from message_templates.samples.things import (
    CALL,
    CARD,
    CASEY,
    CHANGES,
    EMIL,
    HOUR,
    ITEM,
    MAYA,
    MINUTE,
    NUDGE,
    OFFER,
    RESOLVED,
    TELLING,
    VEILED,
    VERA,
    WRITTEN_FOR,
    E,
    T,
)

OF_THE_CASE: dict[str, dict[str, Any]] = {
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
    "team_called": WRITTEN_FOR,
    "leadership_called": {**WRITTEN_FOR, "missing": []},
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
}  # fmt: skip
