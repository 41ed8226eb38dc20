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


def test_an_executive_of_theirs_raised_it_and_one_of_ours_is_asked_at_once(story: Story) -> None:
    # The form says so before Casey sends it.
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.fill(customer="Globex", problem="Their COO called", impact="executive")
    assert "speak with their executive" in casey.view.all_text
    story.sends(casey)
    card = story.card

    asked = asked_of(story, "vera")
    assert "Why you are asked:* An executive of theirs is at it already" in asked.all_text
    assert "One of their executives raised it personally" in asked.all_text
    assert story.hears("Heard asked", card).mentions == []
    assert "*Sponsor:* Vera" in story.anew(card).all_text

    # Nothing that comes later asks her, or anybody, a second time.
    story.passes(hours=3)
    assert len([m for m in story.slack.dm("vera").messages if "please speak with" in m.all_text]) == 1


def test_at_a_lesser_severity_maya_decides_whether_vera_is_called_in(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.fill(customer="Globex", problem="Their COO called", impact="executive")
    story.sends(casey, severity=story.names.severity("sev3"), severity_reason="One report is late, no more")
    managers = story.slack.channel("escalations-tier-2")
    question = managers.expects("say whether the executive sponsor is to speak with theirs")
    assert question.mentions == ["maya"]
    assert "An executive of theirs is at it already" in question.all_text
    assert story.slack.dm("vera").messages == []

    # She is asked again as of anything that she owes, and it stands in her digest until she has answered.
    story.until(day=1, hour=9, minute=31)
    assert any("executive sponsor" in m.all_text for m in story.slack.dm("maya").messages)

    maya = story.slack.person("maya")
    maya.clicks(question, "answer_ask")
    assert "An executive of theirs is at it already" in maya.view.all_text
    story.sends(maya, sponsor="yes", why="He wants to hear when, from somebody who can promise")
    story.settle()
    asked = asked_of(story, "vera")
    assert "needs you" in asked.all_text
    assert "from somebody who can promise" in asked.all_text
    assert "from somebody who can promise" in story.anew(question).all_text
    assert "*Sponsor:* Vera" in story.anew(story.card).all_text


def test_not_yet_is_an_answer(story: Story) -> None:
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.fill(customer="Globex", problem="Their COO called", impact="executive")
    story.sends(casey, severity=story.names.severity("sev3"), severity_reason="One report is late, no more")
    question = story.slack.channel("escalations-tier-2").expects("say whether the executive sponsor")
    maya = story.slack.person("maya")
    maya.clicks(question, "answer_ask")
    story.sends(maya, sponsor="not_now", why="Casey calls him at three")
    story.settle()
    assert "Not yet: Casey calls him at three" in story.anew(question).all_text
    assert story.slack.dm("vera").messages == []


def test_the_first_promise_that_passes_brings_vera_in_though_nobody_acts(story: Story) -> None:
    card = story.raised(impact="major_function")
    story.passes(minutes=59)
    assert story.slack.dm("vera").messages == []
    story.passes(minutes=1)
    asked = asked_of(story, "vera")
    assert "a promise has passed that nobody kept in time" in asked.all_text
    assert "*Sponsor:* Vera" in story.anew(card).all_text


def test_leaders_read_what_we_stand_to_lose_and_engineers_what_was_tried(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.choose(account="Acme Ltd")
    casey.view.fill(problem="Nobody can log in", impact="workaround", trigger="renewal_at_risk")
    story.sends(casey)
    leaders = story.slack.channel("escalations-tier-3").expects("[ESCALATION] Acme Ltd - churn risk")
    for said in (
        "ARR 240,000",
        "they may leave us",
        "Nobody can log in",
        "No plan yet",
        "how much revenue is at risk",
    ):
        assert said in leaders.all_text
    engineers = story.slack.channel("engineering-escalations").expects("] Acme Ltd - Nobody can log in")
    for said in ("[ESCALATION - SEV-3]", "ARR 240,000", "what was tried", "*Customer contact:*"):
        assert said in engineers.all_text
    assert "None" not in leaders.all_text + engineers.all_text


def test_of_leaders_who_are_asked_in_one_channel_the_first_call_says_it_all(story: Story) -> None:
    story.raised(impact="outage")
    story.settle()
    messages = [one.all_text for one in story.slack.channel("escalations-tier-3").messages]
    first, *others = [text for text in messages if "Answer by" in text]
    assert "[ESCALATION]" in first
    assert others
    assert not any("[ESCALATION]" in text for text in others)
