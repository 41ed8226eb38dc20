"""What is said of people, as a reader sees it: hand-overs, stand-ins, and who owns it now."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import EMIL, HOUR, MAYA, NAMES, TYPICAL, VERA, T


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


def test_the_card_tells_of_a_break_in_continuity_a_question_and_a_stand_in() -> None:
    card = read(
        "card",
        took_over={"from_person": MAYA, "at": T - HOUR, "reason": "No capacity"},
        hand_over={"person": VERA, "reason": "On leave", "answer_by": T + HOUR},
        cover={"person": EMIL, "until": T + 9 * HOUR},
    )
    about_people = card[card.index("*Owner:*") : card.index("*Status:*")]
    assert about_people == snapshot("""\
*Owner:* <@UCASEY>, the customer's single point of contact
:handshake: since {09:00}, after Maya Lindqvist: No capacity
:hourglass_flowing_sand: *Vera Castellanos* is asked to take over (On leave), answer by {11:00}
:crescent_moon: *Emil Novak* stands in until {19:00}
:telephone_receiver: *Sponsor:* Vera Castellanos, call by {14:00}
""")


def test_a_question_to_take_over() -> None:
    assert read("hand_over_proposed") == snapshot("""\
(<@UVERA>, Maya Lindqvist asks you to take over *ESC-7* (SEV-1, Acme Ltd) from Casey Okoro: No capacity.)

<@UVERA>, Maya Lindqvist asks you to take over *ESC-7* (SEV-1, Acme Ltd) from Casey Okoro: No capacity.
Please answer by *{10:10}*. Until you accept, Casey Okoro stays the DRI.
> I am in the air until tonight.

[I take it over] [I cannot] [Withdraw]

(small) All you need to know is in the brief in this thread.

Why: Whoever is asked to take over a SEV-1 answers within 10 minutes.\
""")


def test_a_question_that_was_declined() -> None:
    assert read("hand_over_ended") == snapshot("""\
(Vera Castellanos was asked to take ESC-7 over and cannot, {10:00}.)

Vera Castellanos was asked to take ESC-7 over and cannot, {10:00}.
> I have two of these already.\
""")


def test_a_brief() -> None:
    assert read("hand_over_brief") == snapshot("""\
(Brief for Vera Castellanos: ESC-7, SEV-1 critical, Acme Ltd, in progress at tier 3.)

# Brief: ESC-7 · Acme Ltd

*What happened*, as they say it (raised {10:00} by Maya Lindqvist):
> Nobody here can log in since 8.
> Orders have stopped.

*Where it stands*
:red_circle: SEV-1 critical, in progress, tier 3
*Impact:* It is down, or their business has stopped
*They want:* To have it work: a fix
*At the customer:* Priya Raman, Head of Operations
*On it:* Casey Okoro and Emil Novak

*Found so far*
*Technical cause* (Emil Novak, {11:00}): The session store is full.
*Workaround* (Casey Okoro, {10:00}): Log in by single sign-on.

*Promised, and not done yet*
:large_blue_circle: *Team assembled* by {11:00} · Casey Okoro
:red_circle: *Customer update: overdue since {11:00}* · Casey Okoro
:hourglass_flowing_sand: *Resolved* soon, by {18:00} · Casey Okoro

*Plan*
• Roll back the login service: Emil Novak, by {11:00}

*Last word to the customer:* {10:00} by Casey Okoro, Call to Priya Raman
> We found the cause and are rolling back.

*Asked, and not answered yet*
• Vera Castellanos (VP CS): confirm that you own this, or name the Director who does

(small) Contact: Priya Raman, Head of Operations · <https://tickets.example/4711|Link> · Raised by Maya Lindqvist, {10:00} · reached us {09:40}\
""")


def test_a_hand_over_that_took_effect() -> None:
    assert read("handed_over") == snapshot("""\
(:handshake: *Vera Castellanos is the DRI of ESC-7 from now on.* Casey Okoro hands over: No capacity. Thank you, Casey Okoro, for carrying it this far.)

:handshake: *Vera Castellanos is the DRI of ESC-7 from now on.* Casey Okoro hands over: No capacity. Thank you, Casey Okoro, for carrying it this far.

What goes with it, at the times that were promised:
:large_blue_circle: *Team assembled* by {11:00} · Casey Okoro
:red_circle: *Customer update: overdue since {11:00}* · Casey Okoro
:hourglass_flowing_sand: *Resolved* soon, by {18:00} · Casey Okoro

Tell Acme Ltd who their contact is now. In your own words, or these:
> From today I am your single point of contact for this. I know what happened and what you were promised; you need not explain anything again. You hear from me by {11:00}.

[Post update]\
""")


def test_a_no_to_whoever_asked() -> None:
    assert read("hand_over_declined") == snapshot("""\
(<@UMAYA>, Vera Castellanos cannot take ESC-7 over:)

<@UMAYA>, Vera Castellanos cannot take ESC-7 over:
> I have two of these already.
Casey Okoro stays the DRI. If it still has to change hands, name somebody else.

[Hand over]\
""")


def test_nobody_took_it() -> None:
    assert read("hand_over_unanswered") == snapshot("""\
(<@UMAYA>, nobody took ESC-7 over. Vera Castellanos and Emil Novak were asked. Casey Okoro stays the DRI. Call somebody, and then name them here.)

<@UMAYA>, nobody took ESC-7 over. Vera Castellanos and Emil Novak were asked. Casey Okoro stays the DRI. Call somebody, and then name them here.

[Hand over]\
""")


def test_a_stand_in_is_told() -> None:
    assert read("cover_set") == snapshot("""\
(<@UEMIL>, *you stand in for Casey Okoro* at ESC-7 (SEV-1, Acme Ltd) until *{19:00}*: Casey Okoro asks you to.)

<@UEMIL>, *you stand in for Casey Okoro* at ESC-7 (SEV-1, Acme Ltd) until *{19:00}*: Casey Okoro asks you to.
Casey Okoro stays the DRI and the customer's contact; what comes due meanwhile is asked of you. The customer hears from us next by *{11:00}*.
> Priya likes to be called.

*Last word to the customer:* {10:00} by Casey Okoro, Call to Priya Raman
> We found the cause and are rolling back.

[Post update]\
""")


def test_what_somebody_owed_who_left() -> None:
    assert read("owner_replaced") == snapshot("""\
(<@UVERA>, Emil Novak no longer works here. What they owed in ESC-7 (SEV-1, Acme Ltd) is yours now:)

<@UVERA>, Emil Novak no longer works here. What they owed in ESC-7 (SEV-1, Acme Ltd) is yours now:
• Customer update, by {11:00}
If it should be somebody else's, say so in this thread.

[Name the engineer] [Timeline]\
""")
