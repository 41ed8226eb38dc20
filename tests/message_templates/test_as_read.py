"""Every typical message as a reader sees it: change a word, and the change is here to be read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import NAMES, TYPICAL


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
