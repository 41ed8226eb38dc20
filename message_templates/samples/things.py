"""What the samples of messages are about: people, one escalation, its customer. `T` is a Monday at 10:00 UTC."""

from __future__ import annotations

from typing import Any

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
    "common_cause": "Login service down",
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
    "being_read": [],
    "on_its_way": None,
    "cover": None,
    "recovery": {"done": 4, "steps": 24, "late": 1, "next": {
        "label": "Call them in person: how are things feeling now?", "due": T + 100 * HOUR, "owner": CASEY}},
    "ended": None,
    "sponsor": {"person": VERA, "what": "sponsor_call", "due": T + 4 * HOUR, "done_at": None, "said": False},
    "past": {"rows": [PAST, {"ref": "ESC-2", "restricted": True, "opened_at": T - 990 * HOUR}], "total": 4},
}  # fmt: skip
WRITTEN_FOR: dict[str, Any] = {
    **CALL,
    "tier": "tier 3",
    "reason": None,
    "known": {
        "segment": "Enterprise", "arr": "240,000", "health": 62, "renewal_on": "1 Feb 2027",
        "effect": "No order goes out",
        "tried": "The service was restarted twice", "revenue_at_risk": "120,000", "needs_by": T + 8 * HOUR,
        "contact": E["contact"], "churn": "they may leave us (what set it off: Renewal at risk)",
    },
    "missing": ["health"],
    **{name: CARD[name] for name in ("findings", "last_update", "plan")},
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
    "voice": None,
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

HEADS_UP: dict[str, Any] = {
    "kind": "maintenance", "title": "The database moves", "effect": "Nobody can log in for an hour.",
    "workaround": "Plan the month's end for another day", "inside": "Runbook: https://wiki.example/move",
    "begins": T + 72 * HOUR, "ends": T + 73 * HOUR, "by": VERA, "tell_at": T, "told_at": T, "off_by": None,
    "off_at": None,
}  # fmt: skip


def part(name: str, *rows: dict[str, Any], before: int = 0, after: int = 0) -> dict[str, Any]:
    """One page of a list of the App Home."""
    total = before + len(rows) + after
    return {
        "name": name, "rows": list(rows), "total": total, "page": 1 if before else 0, "before": before, "after": after
    }  # fmt: skip
