"""An executive of ours speaks with theirs: called in, briefed, held to a date and a letter. Rows M6, M7, Y9."""

from __future__ import annotations

from datetime import timedelta

from sandbox import Message
from services.accounts.import_accounts import import_accounts
from tests.builders.escalations import RESOLVING
from tests.scenarios.lives import is_read_first
from tests.scenarios.story import Story

CSV = """account,name,arr,csm,executive_sponsor,contacts
001A,Acme Ltd,240000,casey@heard.example,vera@heard.example,Ann Ode | ann@acme.example | executive
"""
TOLD = {"channel": "call", "recipients": "Priya Raman"}


def raised(story: Story) -> Message:
    """Casey raises it for an account whose sponsor is Vera, and tells Priya."""
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.choose(account="Acme Ltd")
    story.sends(casey, problem="Nobody can log in", impact="major_function")
    story.presses("casey", story.card, "acknowledge", words="We have it", **TOLD)
    return story.card


def asked_of(story: Story, name: str, words: str = "please speak with") -> Message:
    """The newest question to this executive, in their direct messages."""
    return [m for m in story.slack.dm(name).messages if words in m.all_text][-1]


def test_the_csm_is_out_of_options_and_vera_speaks_with_ann(story: Story) -> None:
    card = raised(story)

    # Casey has offered all there is to offer. The form knows whom the account names.
    story.presses(
        "casey", card, "call_in_sponsor", reason="They want to hear it from somebody who can promise"
    )
    noted = story.hears("to speak with the executive of Acme", card)
    assert noted.mentions == []
    asked = asked_of(story, "vera")
    for needed in (
        "Casey", "Ann Ode", "somebody who can promise", "Nobody can log in", "240,000", "We have it",
        "Not known yet: how much revenue is at risk", "No plan yet", "Empathy and ownership",
        "What else do you need from us?",
    ):  # fmt: skip
        assert needed in asked.all_text
    assert "*Sponsor:* Vera" in story.anew(card).all_text
    assert "call by" in story.anew(card).all_text

    # She says when; the card says it after her, and she is reminded at that time.
    at = story.clock.now + timedelta(hours=2)
    story.presses("vera", asked, "set_sponsor_call", call_at=int(at.timestamp()))
    assert "calls their executive" in story.anew(card).all_text
    story.passes(hours=2)
    due = story.hears("Due: *Spoken with their executive*", card)
    assert due.mentions == ["vera"]

    # The call is held: what was said is on record, what she promised is a plan, and she owes them a letter.
    story.presses(
        "vera", due, "record_sponsor_call",
        words="She fears for the launch; I answer for Thursday", promised="A call each morning\nA spare server",
    )  # fmt: skip
    spoke = story.hears("spoke with their executive", card)
    assert "Ann Ode" in spoke.all_text
    assert "A spare server" in spoke.all_text
    now = story.anew(card).all_text
    assert "A call each morning" in now
    assert "writes to their executive by" in now
    assert "record_sponsor_letter" in [button.action_id for button in story.anew(asked).buttons]

    # An hour before it is due she is asked; the form starts with a draft, and gaps do not go out.
    story.passes(hours=3)
    reminded = story.hears("Written to their executive", card)
    assert reminded.mentions == ["vera"]
    vera = story.slack.person("vera")
    vera.clicks(reminded, "record_sponsor_letter")
    assert any("what we agreed" in str(field.element) for field in vera.view.fields.values())
    story.sends(vera, words="Dear Ann, I answer for Thursday. You hear from Casey on Thursday at 10:00.")
    is_read_first(story, "vera", card)
    story.hears("wrote to their executive", card)
    assert "*Sponsor:* Vera" in story.anew(card).all_text
    assert "record_sponsor_letter" not in [button.action_id for button in story.anew(asked).buttons]

    # Resolved: she asks Ann once more, which is the end of it.
    story.presses("casey", story.anew(card), "resolve", words="It is solved", **TOLD, **RESOLVING)
    check = asked_of(story, "vera", "whether they are satisfied")
    story.presses("vera", check, "record_sponsor_check", words="She is", channel="call")
    story.hears("checked with their executive", card)


def test_somebody_else_should_and_resolved_before_the_call(story: Story) -> None:
    card = raised(story)
    story.presses("casey", card, "call_in_sponsor", reason="We have offered all there is")
    asked = asked_of(story, "vera")
    story.presses("vera", asked, "pass_sponsor", why="Rosa knows Ann")
    assert "asked elsewhere now" in story.anew(asked).all_text
    instead = asked_of(story, "rosa")
    assert "you had better do this" in instead.all_text
    assert "*Sponsor:* Rosa" in story.anew(card).all_text

    # It is solved before she has called: nothing is asked of her any more, and she is told so.
    story.presses("casey", story.anew(card), "resolve", words="It is solved", **TOLD, **RESOLVING)
    assert "not needed any more" in story.anew(instead).all_text
    assert any("stand down" in message.all_text for message in story.slack.dm("rosa").everything)


def test_an_ask_of_an_executive_is_in_the_managers_digest(story: Story) -> None:
    card = raised(story)
    story.presses("casey", card, "call_in_sponsor", reason="We have offered all there is")
    story.until(day=1, hour=9, minute=31)
    assert any("Spoken with their executive" in m.all_text for m in story.slack.dm("maya").messages)
