"""Drafts for a customer: whole where the record is, a marked gap where it is not, and fit to be sent once filled (P6)."""

# ruff: noqa: E501 (a sentence is as long as it is)
from __future__ import annotations

import re
from typing import Any

import pytest
from inline_snapshot import snapshot

from message_templates.drafts import UnknownDraftError, draft, draft_kinds, drafts_of_a_case
from message_templates.forms import form
from message_templates.guidance import hard_cases
from message_templates.samples.drafts import SAMPLES
from policy.draft import Draft, check_draft
from policy.kinds import DraftFact, DraftKind
from policy.load import load_policy

TYPICAL, NOTHING, LONGEST = (dict(SAMPLES[name]) for name in ("typical", "shortest", "longest"))


def rules_find(kind: str, words: str) -> list[str]:
    rules = load_policy("sev").draft
    assert rules is not None
    facts = frozenset({DraftFact.BEFORE_FIX})  # there is an estimate
    as_kind = {"hard": DraftKind.UPDATE, "heads_up": DraftKind.FOLLOW_UP}  # of a heads-up no update is owed
    checked = as_kind.get(kind.split("/")[0]) or DraftKind(kind)
    return [finding.rule for finding in check_draft(rules, Draft(words, checked, facts))]


def test_there_is_a_draft_for_every_message_but_the_close_out_which_is_a_form_of_its_own() -> None:
    usual = {kind.value for kind in DraftKind} - {"close_out"}
    assert set(drafts_of_a_case()) == usual | {f"hard/{name}" for name in hard_cases()}
    assert set(form("post_update")["draft"]["options"]) == set(drafts_of_a_case())


@pytest.mark.parametrize("kind", draft_kinds())
@pytest.mark.parametrize("known", [TYPICAL, NOTHING, LONGEST], ids=["typical", "nothing", "longest"])
def test_a_draft_fits_the_form_and_never_says_none(kind: str, known: dict[str, Any]) -> None:
    subject, words = draft(kind, known)
    assert 0 < len(subject) <= 150
    assert "\n" not in subject
    assert len(words) <= 3000
    assert not re.search(r"None|True|False|\[\]|\{|\}|  |\n\n\n| \n|\.\.", words), words


@pytest.mark.parametrize("kind", draft_kinds())
def test_of_a_full_record_only_what_no_record_knows_is_left_to_fill_in(kind: str) -> None:
    gaps = re.findall(r"\[fill in: [^\]]+\]", draft(kind, TYPICAL).words)
    left = {
        "introduction": 1,  # a number
        "executive": 1,  # who signs
        "hard/cannot_be_fixed": 1,  # the roadmap
        "heads_up/known_issue": 1,  # when they hear next
        "heads_up/maintenance": 1,  # until when they may say no
    }
    assert len(gaps) == left.get(kind, 0)


@pytest.mark.parametrize("kind", draft_kinds())
def test_a_filled_draft_passes_every_rule(kind: str) -> None:
    subject, words = draft(kind, TYPICAL)
    filled = re.sub(r"\[fill in: [^\]]+\]", "+44 20 7946 0000", words)
    assert rules_find(kind, f"{subject}\n\n{filled}") == []


@pytest.mark.parametrize("kind", draft_kinds())
def test_a_draft_with_a_gap_is_stopped_and_flagged_for_nothing_else(kind: str) -> None:
    words = draft(kind, NOTHING | {"estimate": "By 17:00, says Elif"}).words
    assert "[fill in: " in words
    assert rules_find(kind, words) == ["gaps"]


def test_who_said_sorry_before_does_not_say_it_again() -> None:
    for kind in ("resolution", "follow_up", "hard/our_fault"):
        assert "sorry" in draft(kind, TYPICAL).words
        assert "sorry" not in draft(kind, TYPICAL | {"apologised": True}).words


def test_the_first_acknowledgement_does_not_apologise_for_what_nobody_understands_yet() -> None:
    assert not re.search(r"sorry|apolog", draft("acknowledgement", TYPICAL).words)


def test_quotation_marks_of_the_customers_cannot_end_the_quotation() -> None:
    words = draft("acknowledgement", TYPICAL | {"problem": 'It says "no" - so <!channel> *help*'}).words
    assert (
        "\"It says 'no' - so <!channel> *help*.\"" in words
    )  # plain text: it formats nothing in a form or a mail


def test_an_unknown_draft_is_named() -> None:
    with pytest.raises(UnknownDraftError, match="no_such"):
        draft("no_such", TYPICAL)


@pytest.mark.parametrize("fact", sorted(TYPICAL))
def test_internal_facts_are_not_even_given(fact: str) -> None:
    assert fact not in {"severity", "tier", "arr", "health", "renewal_on", "ref", "trigger"}


UNSOLVED = TYPICAL | {"remedy": None, "resolution": NOTHING["resolution"]}


def test_how_they_read() -> None:
    solved = {"resolution", "follow_up", "hard/our_fault"}
    read = {kind: "\n".join(draft(kind, TYPICAL if kind in solved else UNSOLVED)) for kind in draft_kinds()}
    assert read == snapshot(
        {
            "acknowledgement": """\
Nobody can book a patient since 8: it is with me, Casey Okoro
Hello Priya Raman,

you told us: "Nobody can book a patient since 8." That means for you: All nine clinics take appointments by phone, and the lines are overrun.

I'm Casey Okoro. I own this and stay your one contact until it is solved.

Until then: The calendar under /today still shows every appointment.

Next: Restore the booking table. Elif Demir is doing that.

You hear from me again today by 15:00 GMT, and sooner if anything changes.\
""",
            "daily_status": """\
Northwind Clinics, Monday, 23 November: in progress
Northwind Clinics, Monday, 23 November

State: in progress.
Today: The index was rebuilt.
Next step: Restore the booking table. Elif Demir does that tomorrow by 09:30 GMT.
When it will be solved: By 17:00 today, says Elif Demir.
Questions for you: none today.

You hear from me again today by 15:00 GMT.\
""",
            "executive": """\
Nobody can book a patient since 8: what we agreed
Dear Priya Raman,

thank you for your time today. You told me what this does to your business: All nine clinics take appointments by phone, and the lines are overrun. That is on us, and I answer for it.

What happens now:
- Restore the booking table. Elif Demir, tomorrow by 09:30 GMT.

Casey Okoro stays your contact every day. I look at it myself until it is solved, and you hear from Casey Okoro today by 15:00 GMT.

What else do you need from us?

[fill in: name and role of whoever signs]\
""",
            "follow_up": """\
Nobody can book a patient since 8: has it stayed solved?
Hello Priya Raman,

on Monday, 23 November, we solved this: "Nobody can book a patient since 8." Has it stayed solved since, everywhere?

What keeps it from coming back: From now on a test refuses such a release.

I am sorry for what this cost you: All nine clinics take appointments by phone, and the lines are overrun.

What could we have done better?\
""",
            "hard/cannot_be_fixed": """\
Nobody can book a patient since 8: an honest answer
Hello Priya Raman,

I would rather tell you plainly than leave you hoping: this cannot be fixed. A booking without a room stops the service.

What you can do instead: The calendar under /today still shows every appointment.

I have told our product people what you need it for, in your words: "Nobody can book a patient since 8." [fill in: what may honestly be expected of the roadmap; if nothing is planned, that]

You hear from me again today by 15:00 GMT. Until then I help you with the way around it: tell me when it suits you.\
""",
            "hard/not_our_fault": """\
Nobody can book a patient since 8: what we found, and how we get there
Hello Priya Raman,

All nine clinics take appointments by phone, and the lines are overrun. I want that to end today, wherever the cause lies.

What we found: A booking without a room stops the service.

What we can do together: Restore the booking table.
Until then: The calendar under /today still shows every appointment.

I stay with it until it works. You hear from me again today by 15:00 GMT.\
""",
            "hard/our_fault": """\
Nobody can book a patient since 8: this was ours
Hello Priya Raman,

All nine clinics take appointments by phone, and the lines are overrun. That was our doing, and I am sorry for it.

What happened: A change on Sunday let bookings be saved without a room.

What we are doing: The change is undone.

What keeps it from coming back: From now on a test refuses such a release.

You hear from me again today by 15:00 GMT.\
""",
            "hard/very_angry": """\
Nobody can book a patient since 8: what I heard, and what I do now
Hello Priya Raman,

thank you for telling me how this has been for you. What I heard: All nine clinics take appointments by phone, and the lines are overrun. You have every reason to be angry about that.

What I do now: Restore the booking table.
Until then: The calendar under /today still shows every appointment.

You hear from me today by 15:00 GMT, whatever we know by then. And if it gets worse before, call me.\
""",
            "heads_up/known_issue": """\
Before you run into it: Bookings of more than ten rooms stop half-way
Hello Priya Raman,

we have found something that may concern you at Northwind Clinics: Bookings of more than ten rooms stop half-way.

What you may notice: All nine clinics take appointments by phone, and the lines are overrun.
Until it is solved: The calendar under /today still shows every appointment.

I own this for you. If you see it, write to me and I take it from there. Next update [fill in: when they hear from you next, with a time].

Casey Okoro\
""",
            "heads_up/maintenance": """\
Planned for Tuesday, 24 November: Bookings of more than ten rooms stop half-way
Hello Priya Raman,

on Tuesday, 24 November we plan maintenance: Bookings of more than ten rooms stop half-way.

From 24 Nov, 09:30 GMT to 24 Nov, 09:30 GMT, your time.
What it means for you at Northwind Clinics: All nine clinics take appointments by phone, and the lines are overrun.
What helps meanwhile: The calendar under /today still shows every appointment.

If that time hurts you, tell me by [fill in: a day and a time before it begins], and I bring it to whoever plans it. You hear from me once more when it is done.

Casey Okoro\
""",
            "introduction": """\
Nobody can book a patient since 8: I am your contact from now on
Hello Priya Raman,

I'm Casey Okoro. From now on you have one person to talk to about this, and that is me, until it is solved. You need not tell me anything twice: I have read all that you told us, first of all: "Nobody can book a patient since 8."

You reach me at [fill in: your phone number or mail address].

You hear from me today by 15:00 GMT, and sooner if anything changes.\
""",
            "resolution": """\
Nobody can book a patient since 8: it is solved, please confirm
Hello Priya Raman,

it is solved. The change is undone.

What caused it: A change on Sunday let bookings be saved without a room.

What keeps it from coming back: From now on a test refuses such a release.

I am sorry for this: All nine clinics take appointments by phone, and the lines are overrun.

Please tell me whether it is solved for you, too.\
""",
            "update": """\
Nobody can book a patient since 8: where we stand, 23 Nov, 13:10 GMT
Hello Priya Raman,

What we know: A booking without a room stops the service.
What we are doing: Restore the booking table. Elif Demir is doing that.
Until then: The calendar under /today still shows every appointment.
When it will be solved: By 17:00 today, says Elif Demir.

Next update today by 15:00 GMT, and sooner if anything changes. Please tell me if anything changes on your side.\
""",
        }
    )


def test_how_they_read_of_a_record_of_minutes() -> None:
    read = {kind: draft(kind, NOTHING).words for kind in ("acknowledgement", "update")}
    assert read == snapshot(
        {
            "acknowledgement": """\
Hello [fill in: their name],

you told us: "Down." [fill in: what it does to them: who cannot do what, since when]

I'm C. I own this and stay your one contact until it is solved.

Next: [fill in: what happens next, and who does it]

You hear from me again today by 15:00 GMT, and sooner if anything changes.\
""",
            "update": """\
Hello [fill in: their name],

What we know: [fill in: what is established by now]
What we do not know yet: what causes it.
What we are doing: [fill in: what is being done, and by whom]
There is no time for the fix yet, and I will not guess one.

Next update today by 15:00 GMT, and sooner if anything changes. Please tell me if anything changes on your side.\
""",
        }
    )
