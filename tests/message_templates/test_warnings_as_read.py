"""What comes before an escalation: proposals of triggers and heads-ups, as they are read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import CASEY, MAYA, NAMES, TYPICAL, T
from message_templates.samples.things import HEADS_UP


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


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
