"""A typical context for each message about words to the customer before they are on record: read first, sent."""

from __future__ import annotations

from typing import Any

from message_templates.samples.things import CASEY, HOUR, MAYA, MINUTE, E, T

READ: dict[str, Any] = {
    "e": E, "verb": "post_update", "sent": None, "replaced": False, "offers": True, "review": 3,
    "promise_due": T + 20 * MINUTE,
}  # fmt: skip

# fmt: off
OF_WORDS: dict[str, dict[str, Any]] = {
    "second_eyes_asked": {
        "e": E, "person": MAYA, "by": CASEY, "verb": "post_update",
        "words": "The cause is an expired certificate.\nYou hear from me by 11:00 London time.",
        "answer_by": T + 5 * MINUTE, "promise": "Customer update", "promise_due": T + 20 * MINUTE, "deadline_id": 61,
        "because": "This says why it happened: somebody else reads it first.",
        "buttons": ["approve_words", "ask_for_change"],
    },
    "second_eyes_ended": {
        "e": E, "person": MAYA, "by": CASEY, "end": "change_wanted", "ended_by": MAYA, "at": T,
        "why": "We know that it expired, not why.",
    },
    "words_approved": {**READ, "by": MAYA, "person": CASEY},
    "change_wanted": {**READ, "by": MAYA, "person": CASEY, "why": "We know that it expired, not why."},
    "second_eyes_unanswered": {**READ, "by": "heard", "person": CASEY, "reader": MAYA},
    "said_to_customer": {"signed": "Casey Okoro", "words": "Orders run again.\n\nYou hear from me by 11:00."},
    "not_sent": {
        "e": E, "person": CASEY, "by": CASEY, "sending": 4, "channel_name": "acme-and-us", "error": "is_archived",
        "words": "Orders run again.", "due": T + HOUR,
    },
}
# fmt: on
