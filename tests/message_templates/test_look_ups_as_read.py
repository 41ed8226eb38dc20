"""What somebody asks to see, each as it is read: lists, the App Home, one escalation, one customer, why."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import NAMES, TYPICAL


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


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


def test_setup() -> None:
    assert read("setup") == snapshot("""\
(1 of 2 things need a look.)

# Setup

:x: *tier_4: #escalations-exec* (channels): there is none that the bot can see: make it, or invite the bot to it
:white_check_mark: *head_of_cs* (roles): Vera Castellanos\
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
