"""What is said once it is solved, closed, merged or open again, and of the recovery, as it is read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import MAYA, NAMES, RESOLVED, TYPICAL


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


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
