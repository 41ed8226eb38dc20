"""A typical context for each message about Heard itself, and the pages that somebody asks for."""

from __future__ import annotations

from typing import Any

from message_templates.guidance import hard_case, heard
from message_templates.samples.things import (
    ACCOUNT,
    ASK,
    BECAUSE,
    CALL,
    CARD,
    CASEY,
    EMIL,
    HEADS_UP,
    HOUR,
    LINE,
    MAYA,
    MINUTE,
    PAST,
    ROW,
    VEILED,
    VERA,
    VERSIONS,
    E,
    T,
    part,
)

OF_HEARD: dict[str, dict[str, Any]] = {
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
            {"about": "roles", "what": "head_of_cs", "says": "nobody holds it: vp_cs is asked instead"},
            {"about": "channels", "what": "tier_2: #tier-2", "says": "archived: unarchive it, or name another"},
        ]
    },
    "ops_words_read": {
        "used": ["card/message.j2", "drafts/update.j2"], "failed": None,
        "faults": ["my-words: nudge/message.j2: no fact is called custmer: did you mean customer?"],
    },
    "ops_rules_changed": {"changed": ["policy", "team"], "warnings": ["roles.ceo: nobody"], **VERSIONS},
    "opened": {"e": E, "told": [ASK], "acknowledge_by": T + 15 * MINUTE, "first_update_by": None, "to_complete": True},
    "guide": {
        "command": "/escalate", "heard": heard(), "cases": [], "ref": "ESC-7", "escalation_id": 7,
        "fits": dict(hard_case("our_fault")), "because": "Triage says that it is a bug or a process of ours.",
    },
    "help": {"command": "/escalate", "severity": "SEV-1"},
    "cause": {
        "cause_name": "Login service down", "customers": 3, "rows": [ROW, VEILED], "shown": 2, "total": 5, "offer": 7,
    },
    "account": {
        "customer": "Acme Ltd",
        "account_id": 3,
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
        "outreach": False,
        "proposal_id": 4, "customer": "Acme Ltd", "words": "If this goes on we will cancel our contract.",
        "permalink": "https://heard.example/archives/C2/p2", "answer_by": T + 30 * MINUTE, "reopens": None,
        "answer": None, "by": None, "at": None, "opened": None,
    },
    "heads_up_asked": {
        "h": HEADS_UP, "owner_id": 3, "person": CASEY, "passed_to": None, "again": False, "answer_by": T + 24 * HOUR,
        "customers": [{"id": 7, "name": "Acme Ltd"}, {"id": 8, "name": "Borealis"}], "total": 3, "left": 2,
        "because": "Customers hear of it from us before it troubles them.",
    },
    "heads_up_given": {
        "h": HEADS_UP, "heads_up_id": 4, "total": 5, "told": 2,
        "owners": [
            {"person": CASEY, "passed_to": None, "late": False, "left": 2, "total": 3},
            {"person": EMIL, "passed_to": MAYA, "late": True, "left": 1, "total": 2},
        ],
    },
    "heads_up_off": {"by": VERA, "kind": "maintenance", "title": "The database moves", "told": 2},
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
            {"about": "roles", "what": "head_of_cs", "standing": "good", "says": "Vera Castellanos"},
        ],
    },
}  # fmt: skip
