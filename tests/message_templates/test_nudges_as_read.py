"""Nudges, alone and gathered, repeated, settled and overdue, as they are read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import CASEY, NAMES, NUDGE, TYPICAL


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


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
