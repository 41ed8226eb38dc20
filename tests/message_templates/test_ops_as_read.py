"""What Heard says of itself, in the channel of whoever runs it, as it is read."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from message_templates.as_read import as_read
from message_templates.samples import NAMES, TYPICAL, T


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


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
