"""Calls for those who mend it, for those who answer for the account, and for the sponsor, as a reader sees them."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import NAMES, TYPICAL

NOTHING_KNOWN: dict[str, object] = {
    "known": dict.fromkeys(TYPICAL["team_called"]["known"]),
    "findings": [],
    "last_update": None,
    "plan": [],
}
BY_RULE: dict[str, object] = {
    "by": None,
    "reason": "An executive of theirs is at it already. Here: an executive of theirs is involved (impact: One of their executives raised it personally).",
}


def read(name: str, context: dict[str, object]) -> str:
    return as_read(render(name, {**TYPICAL[name], **context, "names": NAMES}))


def test_for_those_who_mend_it() -> None:
    assert read("team_called", {}) == snapshot("""\
(*[ESCALATION - SEV-1] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*)

*[ESCALATION - SEV-1] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*
:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

*Customer:* Acme Ltd · Enterprise · ARR 240,000 · health 62

*Issue*
> Nobody here can log in since 8.
> Orders have stopped.

*Impact:* It is down, or their business has stopped: No order goes out
*Needed by:* {18:00}
*Tried so far:* The service was restarted twice
*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.
*Customer contact:* Priya Raman, Head of Operations
*Owner:* Casey Okoro

:grey_question: _Not known yet: health._

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_what_is_missing_is_said_to_those_who_mend_it() -> None:
    missing = ["segment", "arr", "health", "effect", "needs_by", "tried"]
    assert read("team_called", {**NOTHING_KNOWN, "missing": missing}) == snapshot("""\
(*[ESCALATION - SEV-1] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*)

*[ESCALATION - SEV-1] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*
:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

*Customer:* Acme Ltd

*Issue*
> Nobody here can log in since 8.
> Orders have stopped.

*Impact:* It is down, or their business has stopped
*Customer contact:* Priya Raman, Head of Operations
*Owner:* Casey Okoro

:grey_question: _Not known yet: segment, ARR, health, what they cannot do, when they need it, what was tried._

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_for_those_who_answer_for_the_account() -> None:
    assert read("leadership_called", {}) == snapshot("""\
(*[ESCALATION] Acme Ltd - churn risk*)

*[ESCALATION] Acme Ltd - churn risk*
:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

*Customer:* Acme Ltd · ARR 240,000 · Enterprise

*Situation*
> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro
*What they cannot do:* No order goes out

*Business risk*
Churn: they may leave us (what set it off: Renewal at risk).
Revenue at risk, lost expansion included: 120,000.
They renew 1 Feb 2027.

*Done so far*
*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.
Last word to them {10:00}, Casey Okoro: “We found the cause and are rolling back.”

*Recommended*
• Roll back the login service: Emil Novak, by {11:00}

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_what_is_missing_is_said_to_leaders_and_why_it_climbed() -> None:
    missing = ["arr", "segment", "effect", "revenue_at_risk", "renewal_on"]
    climbed = "An executive of theirs has asked for one of ours."
    assert read("leadership_called", {**NOTHING_KNOWN, "missing": missing, "reason": climbed}) == snapshot("""\
(*[ESCALATION] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*)

*[ESCALATION] Acme Ltd - Nobody here can log in since 8. Orders have stopped.*
:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
*This has come up to tier 3:* An executive of theirs has asked for one of ours.
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

*Customer:* Acme Ltd

*Situation*
> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro

*Business risk*
Churn: nothing known says that they may leave.

*Done so far*
:grey_question: _They have not been told anything yet._

*Recommended*
:grey_question: _No plan yet. Ask Casey Okoro for one first._

:grey_question: _Not known yet: ARR, segment, what they cannot do, how much revenue is at risk, when they renew._

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_a_rule_asks_the_sponsor_and_says_why() -> None:
    said = read("sponsor_asked", {**BY_RULE, "passed_by": None})
    assert said.split("*What happened*")[0] == snapshot("""\
(ESC-7, Acme Ltd: please speak with their executive by {14:00}.)

<@UVERA>, please speak with Ann Ode of *Acme Ltd* (ESC-7, SEV-1 critical) by *{14:00}*.
*Why you are asked:* An executive of theirs is at it already. Here: an executive of theirs is involved (impact: One of their executives raised it personally).

""")


def test_a_rule_called_in_the_sponsor() -> None:
    assert read("sponsor_called_in", BY_RULE) == snapshot("""\
(:telephone_receiver: Heard asked *Vera Castellanos* to speak with the executive of Acme Ltd (ESC-7) by *{14:00}*.)

:telephone_receiver: Heard asked *Vera Castellanos* to speak with the executive of Acme Ltd (ESC-7) by *{14:00}*.
An executive of theirs is at it already. Here: an executive of theirs is involved (impact: One of their executives raised it personally).\
""")
