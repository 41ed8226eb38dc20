"""Every typical message as a reader sees it: change a word, and the change is here to be read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import CASEY, MAYA, NAMES, NUDGE, RESOLVED, TYPICAL, T
from message_templates.samples.things import HEADS_UP


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


def test_ask_settled() -> None:
    assert read("ask_settled") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
:white_check_mark: Vera Castellanos (VP CS) answered, {10:00}.
Asked to: confirm that you own this, or name the Director who does
> Dana takes it
Named: Maya Lindqvist\
""")


def test_call_over() -> None:
    assert read("call_over") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
:heavy_minus_sign: No longer asked of Vera Castellanos, since {10:00}: confirm that you own this, or name the Director who does

[Open the escalation] [Timeline]\
""")


def test_severity_changed() -> None:
    assert read("severity_changed") == snapshot("""\
(:arrow_up: Casey Okoro changed ESC-7 from SEV-2 to *SEV-1*, tier 3:)

:arrow_up: Casey Okoro changed ESC-7 from SEV-2 to *SEV-1*, tier 3:
> Their own end users are hit since ten
The customer hears from us by *{11:00}*. To be resolved by {18:00}.
Told now: Vera Castellanos and Emil Novak.

[Take it back]\
""")


def test_stepped_down() -> None:
    assert read("stepped_down") == snapshot("""\
(:arrow_down: Casey Okoro took ESC-7 down from tier 4 to *tier 3*:)

:arrow_down: Casey Okoro took ESC-7 down from tier 4 to *tier 3*:
> The roll-back works; nothing commercial is left to settle
Vera Castellanos can stand down and has been told. Casey Okoro stays the DRI.

[Take it back]\
""")


def test_undone() -> None:
    assert read("undone") == snapshot("""\
(:leftwards_arrow_with_hook: Casey Okoro took the climb back. ESC-7 is as it was: SEV-1, tier 3, in progress. Whoever had been told knows.)

:leftwards_arrow_with_hook: Casey Okoro took the climb back. ESC-7 is as it was: SEV-1, tier 3, in progress. Whoever had been told knows.\
""")


def test_still_needed() -> None:
    assert read("still_needed") == snapshot("""\
(<@UVERA>, that was taken back: ESC-7 (Acme Ltd) goes on as before, SEV-1, tier 3. Please stay with it; what you were asked above stands.)

<@UVERA>, that was taken back: ESC-7 (Acme Ltd) goes on as before, SEV-1, tier 3. Please stay with it; what you were asked above stands.\
""")


def test_stood_down_by_another_severity() -> None:
    assert read("stood_down", why="severity_changed") == snapshot("""\
(<@UVERA>, ESC-7 (Acme Ltd) is now SEV-1 critical. You can stand down; nothing more is asked of you. Thank you for coming in.)

<@UVERA>, ESC-7 (Acme Ltd) is now SEV-1 critical. You can stand down; nothing more is asked of you. Thank you for coming in.\
""")


def test_card() -> None:
    assert read("card") == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd, in progress, owned by Casey Okoro: Nobody here can log in since 8. Orders have stopped.)

# :red_circle: ESC-7 · SEV-1 critical · Acme Ltd

> Nobody here can log in since 8.
> Orders have stopped.

*Owner:* <@UCASEY>, the customer's single point of contact
:telephone_receiver: *Sponsor:* Vera Castellanos, call by {14:00}
*Status:* in progress, tier 3
*Step:* 3 of 5, communicate: the customer does not know yet what was found
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Same cause as others:* Login service down
*On it:* Casey Okoro and Emil Novak
:lock: *Restricted.* It names Casey Okoro, Maya Lindqvist and Emil Novak

*Account:* Acme Ltd · a named account · Enterprise · ARR 240,000 (3.1 % of all) · health 62 (was 80 {06:00}) · renews 1 Feb 2027 · QBR 15 Jan 2027 · America/New_York · CSM Casey Okoro · sponsor nobody.known@heard.example

*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.

:double_vertical_bar: *Waiting for the customer* since {10:00}, until {10:00} at most
> The log files that they are collecting

:seedling: *Recovery:* 4 of 24 done, 1 late
Next by {14:00}, Casey Okoro: Call them in person: how are things feeling now?

*Promised*
:large_blue_circle: *Team assembled* by {11:00} · Casey Okoro
:red_circle: *Customer update: overdue since {11:00}* · Casey Okoro
:hourglass_flowing_sand: *Resolved* soon, by {18:00} · Casey Okoro
:white_check_mark: Customer told that we have it

*Last word to the customer:* {10:00} by Casey Okoro, Call to Priya Raman
> We found the cause and are rolling back.
They hear from us again by {11:00}.

*Plan*
:red_circle: *Roll back the login service: overdue since {11:00}* · Emil Novak

*Who knows*
• Vera Castellanos (VP CS): asked “confirm that you own this, or name the Director who does”, no answer yet
• Emil Novak (VP Engineering): “On it”

*Been here before:* 4 times
• ESC-3, {22:00}, SEV-2, closed (A defect in our code): The export was empty
• ESC-2, {04:00}: restricted

[Post update] [Team assembled] [Plan set] [Resolve] [Timeline] [More… ▾ I have it, Resolve]

(small) Why: Their business has stopped, and every minute of it costs them.
Contact: Priya Raman, Head of Operations · <https://tickets.example/4711|Link> · Raised by Maya Lindqvist, {10:00} · reached us {09:40}\
""")


def test_climb_noted() -> None:
    assert read("climb_noted") == snapshot("""\
(:arrow_up: ESC-7 has gone up to *tier 4*, to Vera Castellanos. The customer still waits for an update.)

:arrow_up: ESC-7 has gone up to *tier 4*, to Vera Castellanos. The customer still waits for an update.
Casey Okoro stays the DRI.

[Take it back]

(small) Why: At SEV-1 an update 40 minutes late goes up.\
""")


def test_customer_acknowledged() -> None:
    assert read("customer_acknowledged") == snapshot("""\
(:telephone_receiver: Casey Okoro told Acme Ltd that we have it (ESC-7).)

:telephone_receiver: Casey Okoro told Acme Ltd that we have it (ESC-7).
> We found the cause and are rolling back.
Call to Priya Raman, {11:00}
They hear from us again by *{12:00}*.

[Correct what was told]\
""")


def test_digest() -> None:
    assert read("digest") == snapshot("""\
(2 promises are yours today: Customer update for Acme Ltd (ESC-7) and more. Of the team: 9 overdue, 0 due today, questions open: 1.)

*Yours today*
:red_circle: *Overdue since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · Acme Ltd: Customer update
:large_blue_circle: By {11:00} · ESC-9 · SEV-4 · Borealis: Plan set

*The team, overdue: 9*
:red_circle: *Overdue since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · Acme Ltd: Customer update (Emil Novak)
8 more are in your App Home.

*Questions without an answer: 1*
:large_blue_circle: By {10:00} · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · Acme Ltd: confirm that you own this (Vera Castellanos)

*Waiting for the customer: 9*
:hourglass_flowing_sand: Until {14:00} at most, since {14:00} · <https://heard.example/archives/C1/p1|ESC-7> · SEV-1 · *Acme Ltd* · Casey Okoro
8 more are in your App Home.

*Restricted, without you: 1*
:lock: *ESC-12* · *Dorado* · Emil Novak · restricted

[No morning digest]

(small) It comes on your working days, when there is anything in it.\
""")


def test_dri_named() -> None:
    assert read("dri_named") == snapshot("""\
(<@UCASEY>, you are the DRI for *ESC-7*, SEV-1 critical, Acme Ltd.)

<@UCASEY>, you are the DRI for *ESC-7*, SEV-1 critical, Acme Ltd.
Press *I have it*, so that everybody knows you have seen this.
Tell Acme Ltd that we have it by *{10:15}*: that you are their one contact, what happens next, and when they hear from you again. Then press *Customer told* and record what you said.

[I have it] [Customer told]

(small) Why: A SEV-1 customer is told that we have it within 15 minutes.\
""")


def test_escalation_accepted() -> None:
    assert read("escalation_accepted") == snapshot("""\
(:raised_hand: Casey Okoro has ESC-7, since <!date^1794823200^{time}|10:00 UTC>.)

:raised_hand: Casey Okoro has ESC-7, since <!date^1794823200^{time}|10:00 UTC>.\
""")


def test_escalation_resolved() -> None:
    assert read("escalation_resolved") == snapshot("""\
(:white_check_mark: ESC-7 is resolved, says Casey Okoro: Rolled back.)

:white_check_mark: *ESC-7 is resolved*, says Casey Okoro, <!date^1794823200^{time}|10:00 UTC>.
*Fix:*
> Rolled back.

*Cause* (A release or change of ours went wrong):
> A new session store was full after a day.

*So that it does not come back:*
> An alert at 70 % of the store, from 1 December.

Acme Ltd has *not* been told yet: that update is still owed.

(small) Thank you, Casey Okoro, Emil Novak and Vera Castellanos.

[Take it back]\
""")


def test_form_changed() -> None:
    assert read("form_changed") == snapshot("""\
(Casey Okoro sent the form for ESC-7 a second time, with other words. The first stands; this is added:)

Casey Okoro sent the form for ESC-7 a second time, with other words. The first stands; this is added:
*Problem*
> Only some can log in\
""")


def test_escalation_edited() -> None:
    assert read("escalation_edited") == snapshot("""\
(:pencil2: Casey Okoro changed what ESC-7 says.)

:pencil2: Casey Okoro changed what ESC-7 says.

• *Problem:* Nobody here can log in → Orders stop at the till
• *Began:* {09:00}
• *ARR:* 90,000 → 120,000

:arrow_right: For this impact *SEV-1* is proposed, it stands at SEV-2. Change it if you agree.

[Change severity]\
""")


def test_finding_recorded() -> None:
    assert read("finding_recorded") == snapshot("""\
(:bulb: *Technical cause* of ESC-7, found by Emil Novak {10:00}:)

:bulb: *Technical cause* of ESC-7, found by Emil Novak {10:00}:
> The session store is full.

[Same cause as others]\
""")


def test_note_added() -> None:
    assert read("note_added") == snapshot("""\
(:memo: Casey Okoro added a note to ESC-7, from <https://heard.example/archives/C1/p1|a message> by Emil Novak:)

:memo: Casey Okoro added a note to ESC-7, from <https://heard.example/archives/C1/p1|a message> by Emil Novak:
> They open at nine.\
""")


def test_reported_again() -> None:
    assert read("reported_again") == snapshot("""\
(:memo: <@UCASEY>, Emil Novak heard of ESC-7 from Acme Ltd as well:)

:memo: <@UCASEY>, Emil Novak heard of ESC-7 from Acme Ltd as well:
> Their second shop cannot log in either.
> From: Priya Raman\
""")


def test_report_joined() -> None:
    assert read("report_joined") == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd: what you wrote is there, and Casey Okoro owns it.)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
What you wrote stands in its thread, and Casey Okoro, who owns it, is told. Nothing new was opened.

Everything is in the thread under the card: <https://heard.example/archives/C1/p1|open it>.
To hear how it goes by direct message: `/escalate follow ESC-7`\
""")


def test_escalation_triaged() -> None:
    assert read("escalation_triaged") == snapshot("""\
(:mag: Casey Okoro did the triage of ESC-7: A bug in the product.)

:mag: Casey Okoro did the triage of ESC-7: A bug in the product.
*They want:* To have it work: a fix

• *Problem:* Nobody here can log in → Orders stop at the till
• *Began:* {09:00}
• *ARR:* 90,000 → 120,000

:arrow_right: *SEV-1* is proposed, it stands at SEV-2. Their business has stopped, and every minute of it costs them.

:arrow_right: Maya Lindqvist is proposed as the owner: SEV-1 is owned by CS Director or VP CS. Casey Okoro stays it until somebody takes over.
:arrow_right: Emil Novak (Engineering Lead) is proposed to work on it. A bug needs an engineer who works on it.

[Change severity] [Hand over] [Same cause as others]\
""")


def test_help() -> None:
    assert read("help") == snapshot("""\
(Type `/escalate` and what is wrong to raise an escalation; `/escalate list` shows what is open.)

# Customer escalations, in one place

*Raise it*
`/escalate` and what is wrong: a short form opens
`/escalate test` a drill that only you hear of

*See how it stands*
`/escalate list` what is open; narrow it by `SEV-1`, a person, `overdue`, `waiting` (for the customer) or a customer
`/escalate mine` what you are the DRI of or stand in for
`/escalate show ESC-7` one escalation with its timeline
`/escalate account Acme` one customer: what is known, what is open, what was
`/escalate cause` and its name: what is open because of one cause, of all customers
`/escalate why ESC-7` why it is where it is: each decision with its rule and the facts
`/escalate document ESC-7` its document as of now; also `brief`, `hand-over`, `close-out`, `post-mortem`
`/escalate recovery` what you still owe customers after the resolution; `/escalate recovery all` what everybody owes

*Say it well*
`/escalate guide` how to speak with a customer when it is hard
`/escalate guide ESC-7` which of the hard cases this one is, with do, do not, and a draft

*Warn them in time*
`/escalate heads-up` a known issue or maintenance, for whoever looks after the customers it concerns

*Hear of it*
`/escalate follow ESC-7` by direct message, how it goes
`/escalate unfollow ESC-7` no more of that
`/escalate digest off` no morning digest; `/escalate digest on` turns it on again

*Set it up*
`/escalate setup` which people and channels are in place, and what is missing

(small) To escalate a message, or to keep it with an escalation, open its menu and choose the shortcut: its words, time and link come along. Everything of yours is in Heard's App Home.\
""")


def test_home() -> None:
    assert read("home") == snapshot("""\
(Yours: 12 open. The next is due {10:00}: Customer update (ESC-7).)

# Due from you: 1

:red_circle: *Overdue since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · *Acme Ltd*
Customer update [Post update]

----

*Yours: 12*

8 before these [Earlier]

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 · *Acme Ltd* · in progress
Next: Customer update by {11:00} [… ▾ Post update, Resolve, Timeline]

3 after these [Later]

*What you promised: 1*

*Acme Ltd* (Priya Raman) hears from us by *{10:00}* :red_circle: that has passed · <https://heard.example/archives/C1/p1|ESC-7> [Post update]

*In recovery with you: 1*

:red_circle: *Late since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · *Acme Ltd* · Week 1
Watch whether it comes back [Watched]

*You follow: 1*

:red_circle: *<https://heard.example/archives/C1/p1|ESC-8>* · SEV-1 · *Acme Ltd* · in progress · Casey Okoro
Nothing is due. [… ▾ Timeline, Stop following]

----

*The team*
:warning: Emil Novak: 6 open (1 SEV-1, 5 SEV-3), more than one person should have
Maya Lindqvist: 1 open (1 SEV-2)

*Overdue in the team: 1*

:red_circle: *Overdue since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · *Acme Ltd*
Customer update · Emil Novak [… ▾ Timeline, Post update]

*Waiting for the customer: 1*

:hourglass_flowing_sand: Until {14:00} at most, since {14:00} · <https://heard.example/archives/C1/p1|ESC-7> · SEV-1 · *Acme Ltd* · Casey Okoro [Timeline]

*Questions without an answer: 1*

:red_circle: *Overdue since {10:00}* · <https://heard.example/archives/C1/p1|ESC-7> · SEV-3 · *Acme Ltd*
Please confirm that you own this, or name the Director who does · Vera Castellanos [… ▾ Timeline, Answer]

*Restricted, without you: 3*

:lock: *ESC-12* · *Dorado* · Emil Novak · restricted

2 after these [Later]

[Raise an escalation] [Look again] [No morning digest]\
""")


def test_account() -> None:
    assert read("account") == snapshot("""\
(Acme Ltd: 1 open, 3 before.)

# Acme Ltd

*Account:* Acme Ltd · a named account · Enterprise · ARR 240,000 (3.1 % of all) · health 62 (was 80 {06:00}) · renews 1 Feb 2027 · QBR 15 Jan 2027 · America/New_York · CSM Casey Okoro · sponsor nobody.known@heard.example

• Priya Raman, champion · priya@acme.example · prefers call
• Tom Ode

*Open: 1*
:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 · *Acme Ltd* · in progress · Casey Okoro
Next: Customer update by {11:00}

*Been here before:* 3 times
• ESC-3, {22:00}, SEV-2, closed (A defect in our code): The export was empty\
""")


def test_list() -> None:
    assert read("list") == snapshot("""\
(20 open.)

# Open escalations: 20

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 · *Acme Ltd* · in progress · Casey Okoro
Next: Customer update by {11:00}
:red_circle: *<https://heard.example/archives/C1/p1|ESC-8>* · SEV-1 · *Acme Ltd* · in progress · Casey Okoro
Nothing is due.
:hourglass_flowing_sand: Waits for the customer since {10:00}, until {10:00} at most.

:lock: *ESC-12* · *Dorado* · Emil Novak · restricted

(small) 16 to 18 of 20. Narrow the list by customer, severity, person, *overdue* or *waiting*.

[Earlier] [Later]\
""")


def test_nudge() -> None:
    assert read("nudge") == snapshot("""\
(<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).)

<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).
:large_blue_circle: Due: *Customer update*, promised for {11:00}. If there is nothing new, tell them that; it counts.

[Post update] [Still working on it] [Snooze] [Timeline]

(small) Why: A SEV-1 customer hears from us every hour until it is resolved.\
""")


def test_nudge_repeated() -> None:
    assert read("nudge_repeated") == snapshot("""\
(Asked again further down: ESC-7, Customer update.)

Asked again further down: ESC-7, Customer update.\
""")


def test_nudge_settled() -> None:
    assert read("nudge_settled") == snapshot("""\
(:white_check_mark: Done: ESC-7, Customer update, by Casey Okoro, {10:00}.)

:white_check_mark: Done: ESC-7, Customer update, by Casey Okoro, {10:00}.\
""")


def test_nudge_settled_by_heard() -> None:
    assert read("nudge_settled", what="stood_down", by="heard") == snapshot("""\
(:heavy_minus_sign: No longer needed: ESC-7, Customer update, {10:00}.)

:heavy_minus_sign: No longer needed: ESC-7, Customer update, {10:00}.\
""")


def test_nudges_gathered() -> None:
    assert read("nudges_gathered") == snapshot("""\
(<@UCASEY>, 2 escalations need something from you.)

<@UCASEY>, 2 escalations need something from you.

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
:large_blue_circle: Due: *Customer update*, promised for {11:00}. If there is nothing new, tell them that; it counts. [Post update]

:red_circle: *<https://heard.example/archives/C1/p1|ESC-8>* · SEV-1 critical · *Borealis* · for Maya Lindqvist
:white_check_mark: Customer update: done by Casey Okoro.
:red_circle: Overdue: *Plan set*, promised for {11:00}, 90 min ago. [Plan set]

:red_circle: *<https://heard.example/archives/C1/p1|ESC-9>* · SEV-1 critical · *Cirrus*
Customer update: asked again further down.

:lock: *ESC-12* · *Dorado* · Emil Novak · restricted

(small) Much fell due in this channel at once, so this is one message instead of 4.\
""")


def test_nudges_gathered_and_all_settled() -> None:
    row = TYPICAL["nudges_gathered"]["rows"][0]
    done = {**row, "lines": [{**row["lines"][0], "state": "late", "by": CASEY}], "button": None}
    assert read("nudges_gathered", rows=[done], open=0) == snapshot("""\
(:white_check_mark: Nothing here is asked of Casey Okoro any more.)

:white_check_mark: Nothing here is asked of Casey Okoro any more.

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
:white_check_mark: Customer update: done late by Casey Okoro.

(small) Much fell due in this channel at once, so this is one message instead of 1.\
""")


def test_opened() -> None:
    assert read("opened") == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd: it is open, and Casey Okoro owns it.)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
It is open, and Casey Okoro owns it.

*Told just now*
• Vera Castellanos (VP CS): asked “confirm that you own this, or name the Director who does”, no answer yet

*What happens next*
Acme Ltd hears from us by {10:15}.

Acme Ltd is new here, and only the name is known. *Complete the account*, in the card's menu, tells the path who they are.
Everything is in the thread under the card: <https://heard.example/archives/C1/p1|open it>.\
""")


def test_ops_audit_found() -> None:
    assert read("ops_audit_found") == snapshot("""\
(:wrench: ESC-7 had open promises that nothing would have asked for. Heard has set its clock again: the next step comes {11:00}.)

:wrench: ESC-7 had open promises that nothing would have asked for. Heard has set its clock again: the next step comes {11:00}.
Nothing is left to do; it is on its timeline.\
""")


def test_ops_audit_found_nothing_promised() -> None:
    assert read("ops_audit_found", fault="nothing_promised") == snapshot("""\
(:warning: ESC-7 is open, and nothing is owed in it by anybody: no clock will ask. Casey Okoro is its DRI.)

:warning: ESC-7 is open, and nothing is owed in it by anybody: no clock will ask. Casey Okoro is its DRI.
Ask Casey Okoro to post an update or to resolve it.\
""")


def test_ops_audit_found_a_step_long_past() -> None:
    assert read("ops_audit_found", fault="long_past", was_due=T) == snapshot("""\
(:warning: The next step of ESC-7 was due {10:00} and has not been taken. Casey Okoro is its DRI.)

:warning: The next step of ESC-7 was due {10:00} and has not been taken. Casey Okoro is its DRI.
Look whether Heard's clock ticks: run the doctor command, and read the log.\
""")


def test_ops_audit_found_a_step_that_cannot_be_decided() -> None:
    assert read("ops_audit_found", fault="undecidable") == snapshot("""\
(:warning: Heard cannot decide the next step of ESC-7, and tries again at least once an hour. Casey Okoro was asked plainly for whatever was overdue.)

:warning: Heard cannot decide the next step of ESC-7, and tries again at least once an hour. Casey Okoro was asked plainly for whatever was overdue.
This is a fault of Heard: please report it with what the log says.\
""")


def test_ops_clock_jumped() -> None:
    assert read("ops_clock_jumped") == snapshot("""\
(:warning: *The clock of the machine that Heard runs on jumped 90 min ahead*, and nothing else confirms that time.)

:warning: *The clock of the machine that Heard runs on jumped 90 min ahead*, and nothing else confirms that time.
Nudges wait, so that nobody is called for nothing; everything people do is recorded as ever.
Set the machine's clock right. If its time is right, restart Heard.\
""")


def test_ops_delivery_trouble() -> None:
    assert read("ops_delivery_trouble") == snapshot("""\
(:warning: A message about ESC-7 could not go to <#CTIER3> and goes to a direct message to Vera Castellanos instead. Nothing was lost.)

:warning: A message about ESC-7 could not go to <#CTIER3> and goes to a direct message to Vera Castellanos instead. Nothing was lost.
Unarchive the channel, or name another in the team file.

(small) Slack said `is_archived` · message `call:ESC-7:tier:3`\
""")


def test_ops_restored() -> None:
    assert read("ops_restored") == snapshot("""\
(:rewind: *Heard's record was restored from a backup.* The last thing in it is from {10:00}; what people did after that is no longer on record.)

:rewind: *Heard's record was restored from a backup.* The last thing in it is from {10:00}; what people did after that is no longer on record.
Promises in it are watched again. 2 messages may have been sent before: Heard looks for each in Slack first, and says only what is not there.
Look through the escalations that were worked on since then, and enter what is missing.\
""")


def test_ops_restored_with_nothing_in_doubt() -> None:
    assert read("ops_restored", doubted=0, last_at=None) == snapshot("""\
(:rewind: *Heard's record was restored from a backup.* Nothing had happened in it yet.)

:rewind: *Heard's record was restored from a backup.* Nothing had happened in it yet.
Promises in it are watched again.
Look through the escalations that were worked on since then, and enter what is missing.\
""")


def test_ops_rules_changed() -> None:
    assert read("ops_rules_changed") == snapshot("""\
(New rules are in force: policy and team changed. Promises already made keep the rules they were made under.)

New rules are in force: policy and team changed. Promises already made keep the rules they were made under.
• roles.ceo: nobody

(small) Policy `sev` `0123456789ab`, team `ba9876543210`\
""")


def test_ops_setup_worse() -> None:
    assert read("ops_setup_worse") == snapshot("""\
(:warning: *2 names in policy and team can no longer be reached as before.* Nothing is lost: whoever is next on the path is asked instead.)

:warning: *2 names in policy and team can no longer be reached as before.* Nothing is lost: whoever is next on the path is asked instead.
• roles, `head_of_cs`: nobody holds it: vp_cs is asked instead
• channels, `tier_2: #tier-2`: archived: unarchive it, or name another

(small) Mend it in Slack or in the team file. `/escalate setup` shows how all names stand.\
""")


def test_ops_rules_refused() -> None:
    assert read("ops_rules_refused") == snapshot("""\
(:warning: *The changed policy or team file is refused.* The rules in force stay as they were (policy `sev`).)

:warning: *The changed policy or team file is refused.* The rules in force stay as they were (policy `sev`).
• policy.toml:10: severity.sev2.every: not a duration
Correct this and save; Heard reads the files again by itself.

(small) In force: policy `0123456789ab`, team `ba9876543210`\
""")


def test_follower_told() -> None:
    assert read("follower_told") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
:speech_balloon: Acme Ltd knows that we have it, since {10:00}.
:level_slider: It is *SEV-1* now, no longer SEV-2.
:bust_in_silhouette: *Maya Lindqvist* owns it now.

[Open the escalation] [Timeline] [Stop following]

(small) By Casey Okoro, {10:00}. Nothing is asked of you: you follow this.\
""")


def test_plan_set() -> None:
    assert read("plan_set") == snapshot("""\
(:clipboard: Casey Okoro set the plan for ESC-7:)

:clipboard: Casey Okoro set the plan for ESC-7:
• Roll back the login service: Emil Novak, by {11:00}\
""")


def test_setup() -> None:
    assert read("setup") == snapshot("""\
(1 of 2 things need a look.)

# Setup

:x: *tier_4: #escalations-exec* (channels): there is none that the bot can see: make it, or invite the bot to it
:white_check_mark: *head_of_cs* (roles): Vera Castellanos\
""")


def test_trigger_proposed() -> None:
    assert read("trigger_proposed") == snapshot("""\
(Acme Ltd: They speak of leaving. Shall it be an escalation? Answer by {10:30}.)

:rotating_light: *Acme Ltd: They speak of leaving*
> If this goes on we will cancel our contract.
<https://heard.example/archives/C2/p2|Where it stands>

*Shall it be an escalation?* Without an answer by {10:30} it is opened.

[Open an escalation] [It is none]

(small) Why: A customer who speaks of leaving is asked after at once.\
""")


def test_an_answered_proposal() -> None:
    said = read("trigger_proposed", answer="opened", by=CASEY, at=T, opened="ESC-9")
    assert said == snapshot("""\
(Acme Ltd: They speak of leaving. :white_check_mark: ESC-9 is open, said Casey Okoro, {10:00}.)

*Acme Ltd: They speak of leaving*
> If this goes on we will cancel our contract.
<https://heard.example/archives/C2/p2|Where it stands>

:white_check_mark: ESC-9 is open, said Casey Okoro, {10:00}.

(small) Why: A customer who speaks of leaving is asked after at once.\
""")


def test_a_proposal_to_speak_with_them() -> None:
    assert "[Open an escalation] [I have spoken with them] [It is none]" in read(
        "trigger_proposed", outreach=True
    )
    said = read("trigger_proposed", outreach=True, answer="seen_to", by=CASEY, at=T)
    assert ":speech_balloon: Casey Okoro has spoken with them, {10:00}." in said


def test_a_proposal_to_open_again() -> None:
    assert read("trigger_proposed", reopens="ESC-3") == snapshot("""\
(Acme Ltd: They speak of leaving. Shall it be an escalation? Answer by {10:30}.)

:rotating_light: *Acme Ltd: They speak of leaving*
> If this goes on we will cancel our contract.
<https://heard.example/archives/C2/p2|Where it stands>

ESC-3 was resolved lately. *Is it back?* Without an answer by {10:30} it is opened again.

[Open ESC-3 again] [It is none]

(small) Why: A customer who speaks of leaving is asked after at once.\
""")


def test_heads_up_asked() -> None:
    assert read("heads_up_asked") == snapshot("""\
(Please tell 2 of your customers by {10:00}: The database moves)

:calendar: *Maintenance:* *The database moves*
From {10:00} to {11:00}
> Nobody can log in for an hour.
*Meanwhile:* Plan the month's end for another day

<@UCASEY>, *2 of 3 of your customers do not know yet.* Please tell them by *{10:00}*, and say so here.

Acme Ltd [… ▾ Write to them, They know]

Borealis [… ▾ Write to them, They know]

[All of them know]

(small) For colleagues alone: Runbook: https://wiki.example/move
From Vera Castellanos. Why: Customers hear of it from us before it troubles them.\
""")


def test_a_heads_up_that_everybody_knows_of() -> None:
    assert read("heads_up_asked", left=0, customers=[]) == snapshot("""\
(:white_check_mark: All of them know: The database moves)

:calendar: *Maintenance:* *The database moves*
From {10:00} to {11:00}
> Nobody can log in for an hour.
*Meanwhile:* Plan the month's end for another day

:white_check_mark: All 3 know.

(small) For colleagues alone: Runbook: https://wiki.example/move
From Vera Castellanos. Why: Customers hear of it from us before it troubles them.\
""")


def test_a_heads_up_that_was_passed_on() -> None:
    assert read("heads_up_asked", again=True, passed_to=MAYA, left=1, customers=[]) == snapshot("""\
(Casey Okoro has not said that their customers know (1 of 3 open): The database moves)

:calendar: *Maintenance:* *The database moves*
From {10:00} to {11:00}
> Nobody can log in for an hour.
*Meanwhile:* Plan the month's end for another day

<@UMAYA>, Casey Okoro was asked to tell their customers by {10:00}, twice, and has not said so for 1 of 3. *Please see to it that they hear of it.*

[All of them know]

(small) As one is told, the next of the other 1 comes up. For colleagues alone: Runbook: https://wiki.example/move
From Vera Castellanos. Why: Customers hear of it from us before it troubles them.\
""")


def test_heads_up_given() -> None:
    assert read("heads_up_given") == snapshot("""\
(Your heads-up: The database moves. 2 of 5 customers know.)

:calendar: *Maintenance:* *The database moves*
From {10:00} to {11:00}

*2 of 5 customers know.*
:hourglass_flowing_sand: Casey Okoro: 1 of 3
:red_circle: Emil Novak: 1 of 2, now with Maya Lindqvist

[Call it off]\
""")


def test_a_heads_up_that_waits() -> None:
    assert read("heads_up_given", h={**HEADS_UP, "told_at": None}, told=0, owners=[]) == snapshot("""\
(Your heads-up: The database moves. 5 customers; whoever looks after them hears of it {10:00}.)

:calendar: *Maintenance:* *The database moves*
From {10:00} to {11:00}

It concerns 5 customers. Whoever looks after them hears of it {10:00}.

[Call it off]\
""")


def test_heads_up_off() -> None:
    assert read("heads_up_off") == snapshot("""\
(:no_entry_sign: *Called off* by Vera Castellanos: the maintenance *The database moves*)

:no_entry_sign: *Called off* by Vera Castellanos: the maintenance *The database moves*
2 of your customers know of it. *Please tell them that it is off.*\
""")


def test_trigger_joined() -> None:
    assert read("trigger_joined") == snapshot("""\
(ESC-7 · Acme Ltd: :rotating_light: <@UCASEY>, *They speak of lawyers*)

ESC-7 · Acme Ltd: :rotating_light: <@UCASEY>, *They speak of lawyers*
> You will hear from our lawyers.

(small) Why: A customer who speaks of lawyers is heard by a manager at once.\
""")


def test_why() -> None:
    assert read("why") == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd: why it is where it is.)

# :red_circle: ESC-7 · SEV-1 critical · Acme Ltd

*What was decided, and by which row of the policy* (the latest; 2 before)
{10:00} · A rule of the path fired: The VP CS knows when an executive of a customer is involved. Here: an executive of theirs is involved (what set it off: Executive complaint) `path_rule.executive_to_vp`

*What is owed*
Customer update, by {11:00}: A SEV-1 customer hears from us every hour until it is resolved. `severity.sev1.customer_update`

*What the path rules know of it now*
• an executive of theirs is involved (what set it off: Executive complaint)
• severity SEV-1\
""")


def test_show() -> None:
    assert read("show") == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd, in progress, owned by Casey Okoro.)

# :red_circle: ESC-7 · SEV-1 critical · Acme Ltd

> Nobody here can log in since 8.
> Orders have stopped.

| *Owner*: Casey Okoro
| *Status*: in progress, tier 3
| *Impact*: It is down, or their business has stopped
| *They want*: To have it work: a fix
| *On it*: Casey Okoro and Emil Novak
| *Promises to the customer*: 4 kept, 1 late, 1 missed

:link: *Same cause as others:* Login service down (`/escalate cause` and its name)

*Account:* Acme Ltd · a named account · Enterprise · ARR 240,000 (3.1 % of all) · health 62 (was 80 {06:00}) · renews 1 Feb 2027 · QBR 15 Jan 2027 · America/New_York · CSM Casey Okoro · sponsor nobody.known@heard.example

:double_vertical_bar: *Waiting for the customer* since {10:00}, until {10:00} at most: The log files that they are collecting

*Step:* 3 of 5, communicate: the customer does not know yet what was found
*Kind of cause:* A bug in the product
*Began:* {09:00}
*ARR:* 120,000
*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.

:white_check_mark: Customer told that we have it
:large_blue_circle: *Team assembled* by {11:00} · Casey Okoro
:red_circle: *Customer update: overdue since {11:00}* · Casey Okoro
:hourglass_flowing_sand: *Resolved* soon, by {18:00} · Casey Okoro

----

*Timeline* (the latest 2 of 9)
{10:00} · Maya Lindqvist raised it for Acme Ltd at SEV-1
{10:00} · Heard told Vera Castellanos (VP CS), asked to: confirm that you own this, or name the Director who does, by {10:20}, because: At SEV-1 the VP CS is told at once.

[Open the thread]\
""")


def test_stood_down() -> None:
    assert read("stood_down") == snapshot("""\
(<@UVERA>, ESC-7 (Acme Ltd) is resolved. You can stand down; nothing more is asked of you. Thank you for coming in.)

<@UVERA>, ESC-7 (Acme Ltd) is resolved. You can stand down; nothing more is asked of you. Thank you for coming in.\
""")


def test_team_assembled() -> None:
    assert read("team_assembled") == snapshot("""\
(:busts_in_silhouette: The team for ESC-7: Casey Okoro, Emil Novak and Maya Lindqvist. Assembled by Casey Okoro.)

:busts_in_silhouette: The team for ESC-7: Casey Okoro, Emil Novak and Maya Lindqvist. Assembled by Casey Okoro.
> In the bridge call\
""")


def test_tier_climbed() -> None:
    assert read("tier_climbed") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
*This has come up to tier 4:* The customer still waits for an update.
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_tier_notified() -> None:
    assert read("tier_notified") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_cause_linked() -> None:
    assert read("cause_linked") == snapshot("""\
(:link: Casey Okoro linked ESC-7 to *Login service down*: 3 customers are affected. `/escalate cause` and its name shows them together.)

:link: Casey Okoro linked ESC-7 to *Login service down*: 3 customers are affected. `/escalate cause` and its name shows them together.

[Write once for all]\
""")


def test_update_prepared() -> None:
    assert read("update_prepared") == snapshot("""\
(:envelope_with_arrow: ESC-7 (Acme Ltd): <@UCASEY>, Maya Lindqvist wrote what can be told to all customers of the same cause. Yours knows it once you tell them; the draft is made from these words and this escalation alone.)

:envelope_with_arrow: ESC-7 (Acme Ltd): <@UCASEY>, Maya Lindqvist wrote what can be told to all customers of the same cause. Yours knows it once you tell them; the draft is made from these words and this escalation alone.
> A release of last night broke the sign-in.

[Tell them: open the draft]\
""")


def test_cause() -> None:
    assert read("cause") == snapshot("""\
(Login service down: 5 open, 3 customers.)

# Login service down

*3 customers* are affected, 5 open.

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 · *Acme Ltd* · in progress · Casey Okoro
Next: Customer update by {11:00}
:lock: *ESC-12* · *Dorado* · Emil Novak · restricted

(small) The first 2 of 5.

[Write once for all]\
""")


def test_update_posted() -> None:
    assert read("update_posted") == snapshot("""\
(:speech_balloon: Casey Okoro gave Acme Ltd an update (ESC-7), *later than promised*.)

:speech_balloon: Casey Okoro gave Acme Ltd an update (ESC-7), *later than promised*.
The same was told for ESC-9.
> We found the cause and are rolling back.
Call to Priya Raman, {11:00}
_Corrected by Maya Lindqvist, {11:00}; what stood here before is on the timeline._
Next update by *{12:00}*.

[Correct what was told]\
""")


def test_a_nudge_that_is_overdue() -> None:
    assert read("nudge", items=[{**NUDGE["items"][0], "step": "overdue", "overdue_minutes": 10}]) == snapshot("""\
(<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).)

<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).
:red_circle: Overdue: *Customer update*, promised for {11:00}, 10 min ago. If there is nothing new, tell them that; it counts.

[Post update] [Still working on it] [Snooze] [Timeline]

(small) Why: A SEV-1 customer hears from us every hour until it is resolved.\
""")


def test_a_nudge_to_the_next_person() -> None:
    assert read("nudge", for_whom="next_person", person="UMAYA") == snapshot("""\
(<@UMAYA>, ESC-7 (SEV-1, Acme Ltd) needs you: the DRI has not answered, and you are next.)

<@UMAYA>, ESC-7 (SEV-1, Acme Ltd) needs you: the DRI has not answered, and you are next.
:large_blue_circle: Due: *Customer update*, promised for {11:00}. If there is nothing new, tell them that; it counts.

[Post update] [Still working on it] [Snooze] [Timeline]

(small) Why: A SEV-1 customer hears from us every hour until it is resolved.\
""")


def test_a_nudge_after_an_outage_is_one_message() -> None:
    update = NUDGE["items"][0]
    team = {**update, "kind": "team", "label": "Team assembled", "overdue_minutes": 150}
    assert read("nudge", items=[update, team], late_minutes=150) == snapshot("""\
(<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).)

<@UCASEY>, this is about ESC-7 (SEV-1, Acme Ltd).
:large_blue_circle: Due: *Customer update*, promised for {11:00}. If there is nothing new, tell them that; it counts.
:red_circle: Overdue: *Team assembled*, promised for {11:00}, 2 h ago.

[Post update] [Still working on it] [Snooze] [Timeline]

(small) Heard was away and asks 150 min late.\
""")


def test_a_call_that_nobody_holds() -> None:
    assert read("tier_notified", person=None, fell_back_from=None) == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
Nobody holds VP CS yet. Whoever leads this channel, please confirm that you own this, or name the Director who does. Answer by *{10:20}*.

> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_a_call_after_falling_back() -> None:
    assert read("tier_notified", fell_back_from="CS Director") == snapshot("""\
(:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*)

:red_circle: *<https://heard.example/archives/C1/p1|ESC-7>* · SEV-1 critical · *Acme Ltd*
<@UVERA>, as VP CS please confirm that you own this, or name the Director who does. Answer by *{10:20}*.
Asked in place of CS Director, where nobody can be reached.

> Nobody here can log in since 8.
> Orders have stopped.
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Owner:* Casey Okoro

[Confirm or name a Director] [Open the escalation] [Timeline]

(small) Why: At SEV-1 the VP CS is told at once.\
""")


def test_a_resolved_card() -> None:
    assert read("card", resolved=RESOLVED, buttons=["follow_up", "close_out", "show"]) == snapshot("""\
(:red_circle: ESC-7 · SEV-1 critical · Acme Ltd, in progress, owned by Casey Okoro: Nobody here can log in since 8. Orders have stopped.)

# :red_circle: ESC-7 · SEV-1 critical · Acme Ltd

> Nobody here can log in since 8.
> Orders have stopped.

*Owner:* <@UCASEY>, the customer's single point of contact
:telephone_receiver: *Sponsor:* Vera Castellanos, call by {14:00}
*Status:* in progress, tier 3
*Step:* 3 of 5, communicate: the customer does not know yet what was found
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*Same cause as others:* Login service down
*On it:* Casey Okoro and Emil Novak
:lock: *Restricted.* It names Casey Okoro, Maya Lindqvist and Emil Novak

*Account:* Acme Ltd · a named account · Enterprise · ARR 240,000 (3.1 % of all) · health 62 (was 80 {06:00}) · renews 1 Feb 2027 · QBR 15 Jan 2027 · America/New_York · CSM Casey Okoro · sponsor nobody.known@heard.example

*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.

:double_vertical_bar: *Waiting for the customer* since {10:00}, until {10:00} at most
> The log files that they are collecting

:white_check_mark: *Resolved* {10:00} by Casey Okoro
> Rolled back.
*Cause:* A release or change of ours went wrong. A new session store was full after a day.
*Prevention:* An alert at 70 % of the store, from 1 December.
:handshake: Confirmed by Priya Raman, {11:00}

They rate how it was handled 9 of 10.
:mag: *A post-mortem is owed before it closes.* The same cause has come back too often to be left at a fix.

:seedling: *Recovery:* 4 of 24 done, 1 late
Next by {14:00}, Casey Okoro: Call them in person: how are things feeling now?

*Promised*
:large_blue_circle: *Team assembled* by {11:00} · Casey Okoro
:red_circle: *Customer update: overdue since {11:00}* · Casey Okoro
:hourglass_flowing_sand: *Resolved* soon, by {18:00} · Casey Okoro
:white_check_mark: Customer told that we have it

*Last word to the customer:* {10:00} by Casey Okoro, Call to Priya Raman
> We found the cause and are rolling back.
They hear from us again by {11:00}.

*Plan*
:red_circle: *Roll back the login service: overdue since {11:00}* · Emil Novak

*Who knows*
• Vera Castellanos (VP CS): asked “confirm that you own this, or name the Director who does”, no answer yet
• Emil Novak (VP Engineering): “On it”

*Been here before:* 4 times
• ESC-3, {22:00}, SEV-2, closed (A defect in our code): The export was empty
• ESC-2, {04:00}: restricted

[Follow up] [Write close-out] [Timeline] [More… ▾ I have it, Resolve]

(small) Why: Their business has stopped, and every minute of it costs them.
Contact: Priya Raman, Head of Operations · <https://tickets.example/4711|Link> · Raised by Maya Lindqvist, {10:00} · reached us {09:40}\
""")


def test_recovery_begun() -> None:
    assert read("recovery_begun") == snapshot("""\
(:seedling: <@UCASEY>, ESC-7 (SEV-1, Acme Ltd) is resolved, and now it is about trust. 3 steps of the recovery are yours, the last by {10:00}. Each comes up here on its day; nothing is to be remembered.)

:seedling: <@UCASEY>, ESC-7 (SEV-1, Acme Ltd) is resolved, and now it is about trust. 3 steps of the recovery are yours, the last by {10:00}. Each comes up here on its day; nothing is to be remembered.

*Week 1*
• Have them confirm that it is fixed, not just patched: by {10:00}
• Watch whether it comes back: by {10:00}
*Month 3*
• Health steady or rising: by {10:00}

[Timeline]\
""")


def test_recovery_due() -> None:
    assert read("recovery_due") == snapshot("""\
(<@UCASEY>, this is due today with Acme Ltd (ESC-7, SEV-1).)

<@UCASEY>, this is due today with Acme Ltd (ESC-7, SEV-1).
:seedling: *Watch whether it comes back* · Week 1, by {11:00}
:seedling: *Find out when their next QBR is* · Next QBR, by {11:00}

[Watched] [Enter the date] [More… ▾ Recovery step: move or hand over, Recovery step: not needed, Timeline]\
""")


def test_recovery_slipped() -> None:
    assert read("recovery_slipped") == snapshot("""\
(:warning: <@UCASEY>, *ESC-7 (SEV-1, Acme Ltd) does not hold*, says Maya Lindqvist. The step: Watch whether it comes back)

:warning: <@UCASEY>, *ESC-7 (SEV-1, Acme Ltd) does not hold*, says Maya Lindqvist. The step: Watch whether it comes back
> Two people could not log in this morning.
Open it again, so that the customer hears from us by its promises? Until you decide, the step stays open.

[Reopen] [Timeline]\
""")


def test_recovery_step_moved() -> None:
    assert read("recovery_step_moved") == snapshot("""\
(:seedling: <@UEMIL>, Casey Okoro gave you a step of the recovery of Acme Ltd (ESC-7, SEV-1): *Watch whether it comes back*, by {10:00}.)

:seedling: <@UEMIL>, Casey Okoro gave you a step of the recovery of Acme Ltd (ESC-7, SEV-1): *Watch whether it comes back*, by {10:00}.
> Emil reads the logs anyway
It comes up here again on its day.

[Timeline]\
""")


def test_recovery_week() -> None:
    assert read("recovery_week") == snapshot("""\
(:seedling: In recovery: 4 customers (Acme Ltd, Borealis and 1 more); 2 steps due this week; 1 late.)

:seedling: In recovery: 4 customers (Acme Ltd, Borealis and 1 more); 2 steps due this week; 1 late.\
""")


def test_recovery() -> None:
    assert read("recovery") == snapshot("""\
(In recovery with steps of yours: 3, 1 late.)

# In recovery, yours: 3

*Acme Ltd*
:seedling: Watch whether it comes back, by {14:00} · Casey Okoro · <https://heard.example/archives/C1/p1|ESC-7> · SEV-1 · Week 1
*Dorado*
:lock: ESC-12 · Emil Novak · restricted
*Borealis*
:red_circle: *Late since {14:00}:* Watch whether it comes back · Casey Okoro · ESC-9 · SEV-1 · Week 1
1 more are not shown here.

[ESC-7: Watched] [ESC-9: Watched]\
""")


def test_recovery_due_to_a_manager() -> None:
    item = {**TYPICAL["recovery_due"]["items"][0], "overdue_minutes": 10_000}
    assert read("recovery_due", for_whom="line", person=MAYA, items=[item]) == snapshot("""\
(<@UMAYA>, Casey Okoro has not come to this with Acme Ltd, and ESC-7 (SEV-1) cannot be closed without it. Please ask what is in the way, or give it to somebody else.)

<@UMAYA>, Casey Okoro has not come to this with Acme Ltd, and ESC-7 (SEV-1) cannot be closed without it. Please ask what is in the way, or give it to somebody else.
:red_circle: *Watch whether it comes back* · Week 1, was due {11:00}

[Watched] [More… ▾ Recovery step: move or hand over, Recovery step: not needed, Timeline]

(small) Why: What comes back unnoticed costs more than it did the first time.\
""")


def test_reopened_when_its_channel_is_archived() -> None:
    assert (
        "\nTell Acme Ltd that you have it, by *{11:00}*. #esc-7-acme-ltd is archived: all goes on here"
        in read("escalation_reopened", archived="esc-7-acme-ltd")
    )


def test_escalation_reopened() -> None:
    assert read("escalation_reopened") == snapshot("""\
(:rotating_light: <@UCASEY>, ESC-7 (SEV-1, Acme Ltd) is *open again* and yours, says Maya Lindqvist:)

:rotating_light: <@UCASEY>, ESC-7 (SEV-1, Acme Ltd) is *open again* and yours, says Maya Lindqvist:
> Nobody can log in again.
Tell Acme Ltd that you have it, by *{11:00}*.

[I have it] [Post update]\
""")


def test_customer_followed_up() -> None:
    assert read("customer_followed_up") == snapshot("""\
(:rotating_light: ESC-7 is *back, or was never solved*, Acme Ltd says.)

:rotating_light: ESC-7 is *back, or was never solved*, Acme Ltd says.
> It broke again this morning.
Call to Priya Raman, {10:00}
They rate how it was handled 4 of 10.
If it is the same, reopen it: promises are made anew from now.

[Reopen]\
""")


def test_close_out_written() -> None:
    assert read("close_out_written") == snapshot("""\
(:page_facing_up: Casey Okoro wrote the close-out of ESC-7 for Acme Ltd.)

:page_facing_up: *Close-out of ESC-7* for Acme Ltd, written by Casey Okoro, later than promised. Send it to everybody there who was involved.

*The issue*
> Nobody could log in.
*The root cause*
> A new session store was full after a day.
*What changes*
> An alert at 70 % of the store.

(small) <https://bugs.example/1|Bug or roadmap item>\
""")


def test_post_mortem_demanded() -> None:
    assert read("post_mortem_demanded") == snapshot("""\
(:mag: <@UCASEY>, ESC-7 is number 3 with the same cause within 90 days (A release or change of ours went wrong), after ESC-2 and ESC-5. The same cause has come back too often to be left at a fix. Please see to a post-mortem by *{10:00}*: it does not close without one.)

:mag: <@UCASEY>, ESC-7 is number 3 with the same cause within 90 days (A release or change of ours went wrong), after ESC-2 and ESC-5. The same cause has come back too often to be left at a fix. Please see to a post-mortem by *{10:00}*: it does not close without one.

[Post-mortem]\
""")


def test_escalation_closed() -> None:
    assert read("escalation_closed") == snapshot("""\
(:lock: *ESC-7 is closed*, by Casey Okoro, <!date^1794823200^{time}|10:00 UTC>.)

:lock: *ESC-7 is closed*, by Casey Okoro, <!date^1794823200^{time}|10:00 UTC>.
Left undone: Close-out written. Why:
> They did not want one.
Recovery goes on: its steps are asked for as they come.\
""")


def test_merged_in() -> None:
    assert read("merged_in") == snapshot("""\
(:twisted_rightwards_arrows: Casey Okoro merged ESC-9 into ESC-7. It was raised by Maya Lindqvist:)

:twisted_rightwards_arrows: Casey Okoro merged ESC-9 into ESC-7. It was raised by Maya Lindqvist:
> Orders fail.
Why they are the same:
> The same outage.\
""")


def test_product_told() -> None:
    assert read("product_told") == snapshot("""\
(:bulb: *Feedback from ESC-7* (SEV-1, Acme Ltd): this cannot be fixed, and Casey Okoro wants you to know why it matters.)

:bulb: *Feedback from ESC-7* (SEV-1, Acme Ltd): this cannot be fixed, and Casey Okoro wants you to know why it matters.
> They need an export of more than 10 000 rows.

*What they came with:*
> Nobody here can log in since 8.
> Orders have stopped.

[Open the escalation]\
""")


def test_restricted_line() -> None:
    assert read("restricted_line") == snapshot("""\
(:lock: *ESC-12* · *Dorado* · Emil Novak · restricted: people read it by name)

:lock: *ESC-12* · *Dorado* · Emil Novak · restricted: people read it by name

[Timeline]\
""")


def test_escalation_restricted() -> None:
    assert read("escalation_restricted") == snapshot("""\
(:lock: *ESC-7 is restricted from now on*, by Maya Lindqvist)

:lock: *ESC-7 is restricted from now on*, by Maya Lindqvist
> Their lawyers have written
People read it by name; *Add people* in the card's menu names more. What Heard said elsewhere now says no more than that there is one. What people wrote there stands: delete what must not.\
""")


def test_restriction_lifted() -> None:
    assert read("restriction_lifted") == snapshot("""\
(:unlock: *ESC-7 is no longer restricted*, says Maya Lindqvist. Anybody in the company can read it.)

:unlock: *ESC-7 is no longer restricted*, says Maya Lindqvist. Anybody in the company can read it.
> No data was read after all\
""")


def test_people_added() -> None:
    assert read("people_added") == snapshot("""\
(:lock: <@UEMIL>, Maya Lindqvist has named you in *<https://heard.example/archives/C1/p1|ESC-7>*, SEV-1 critical, Acme Ltd. It is restricted: people read it by name, so speak of it only where it lives.)

:lock: <@UEMIL>, Maya Lindqvist has named you in *<https://heard.example/archives/C1/p1|ESC-7>*, SEV-1 critical, Acme Ltd. It is restricted: people read it by name, so speak of it only where it lives.
> Read the access log

[Timeline]\
""")


def test_ops_words_read() -> None:
    assert read("ops_words_read") == snapshot("""\
(:warning: *Words of your own are refused.* The shipped ones are said instead.)

:warning: *Words of your own are refused.* The shipped ones are said instead.
• my-words: nudge/message.j2: no fact is called custmer: did you mean customer?
Correct this and save; Heard reads the files again by itself.

(small) In place of the shipped words: card/message.j2 and drafts/update.j2\
""")


def test_ops_words_read_without_a_fault() -> None:
    assert read("ops_words_read", faults=[]) == snapshot("""\
(Words of your own were read anew.)

Words of your own were read anew.

(small) In place of the shipped words: card/message.j2 and drafts/update.j2\
""")


def test_ops_words_that_failed() -> None:
    assert read("ops_words_read", faults=[], failed="nudge: ValueError") == snapshot("""\
(:warning: *Words of your own failed while they were used.* The shipped ones were said instead; nothing was lost.)

:warning: *Words of your own failed while they were used.* The shipped ones were said instead; nothing was lost.
• nudge: ValueError (the log says more)
Correct this and save; Heard reads the files again by itself.

(small) In place of the shipped words: card/message.j2 and drafts/update.j2\
""")
