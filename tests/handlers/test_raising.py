"""Raising an escalation: from a command, a shortcut, a message or a button to what comes next."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.escalation import Escalation
from models.timeline import Event
from models.workspace import Workspace
from policy.load import policy_file
from services.slack_port import Refusal, SlackError
from tests.builders.escalations import MONDAY, an_escalation, the_escalation, timeline
from tests.builders.office import (
    BRUNO,
    CASEY,
    GONE,
    GUEST,
    PRIYA,
    ROBOT,
    TOMAS,
    VERA,
    VIKTOR,
    the_rules,
)
from tests.handlers.door import Door, all_escalations, options_of, standing_in, text_of


def raised(door: Door, **typed: Any) -> int:
    """Raise one by the whole way through the form; its id."""
    door.command("Nobody can log in")
    view = door.change(door.slack.opened[-1], "impact", customer="Acme", impact=typed.pop("impact", "outage"))
    answer = door.send(view, **typed)
    assert answer["view"]["callback_id"] == "opened", answer
    return all_escalations(door.office)[-1].id


def test_what_follows_the_command_is_what_is_wrong(door: Door) -> None:
    answer = door.command("Acme &amp; Sons cannot &lt;log&gt; in, says <@UBRUNO|bruno>")
    assert answer is None
    assert standing_in(door.slack.opened[0])["problem"] == "Acme & Sons cannot <log> in, says @bruno"


def test_whoever_raises_it_is_the_dri_unless_they_say_otherwise(door: Door) -> None:
    door.command("It is down", by=BRUNO)
    assert standing_in(door.slack.opened[0])["dri"] == BRUNO


def test_the_form_asks_for_four_things_and_for_no_more(door: Door) -> None:
    door.command()
    needed = [
        b["block_id"] for b in door.slack.opened[0]["blocks"] if b["type"] == "input" and not b["optional"]
    ]
    assert needed == ["customer", "problem", "impact", "dri"]


def test_the_impact_proposes_a_severity_and_shows_who_will_be_told(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    assert standing_in(view)["severity"] == "sev1"
    assert all(f"<@{person}>" in text_of(view) for person in (VERA, VIKTOR, TOMAS))
    milder = door.change(view, "impact", impact="cosmetic")
    assert standing_in(milder)["severity"] == "sev4"
    assert f"<@{VERA}>" not in text_of(milder)


def test_showing_the_form_anew_keeps_everything_that_was_typed(door: Door) -> None:
    door.command("Acme is down")
    needs_by = int((MONDAY + timedelta(days=1)).timestamp())
    typed: dict[str, Any] = {
        "customer": "Acme",
        "problem": "Another wording\nof it",
        "dri": BRUNO,
        "outcome": "fix",
        "trigger": "platform_down",
        "contact": "Priya",
        "link": "https://tickets.example/7",
        "reached_at": int((MONDAY - timedelta(hours=1)).timestamp()),
        "needs_by": needs_by,
        "impact": "outage",
    }
    view = door.change(door.slack.opened[0], "impact", **typed)
    assert {name: standing_in(view)[name] for name in typed} == typed
    again = door.change(view, "severity", severity="sev2", severity_reason="One user")
    assert {name: standing_in(again)[name] for name in typed} == typed
    assert standing_in(again)["severity_reason"] == "One user"


def test_a_severity_chosen_by_hand_outlives_another_impact(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", impact="outage")
    view = door.change(view, "severity", severity="sev3")
    assert standing_in(door.change(view, "impact", impact="major_function"))["severity"] == "sev3"


def test_a_severity_that_was_only_proposed_follows_an_impact_that_the_form_could_not_show(door: Door) -> None:
    """Slack refused to show the form anew, and the person sent it all the same."""
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    door.send(view, impact="cosmetic")
    (escalation,) = all_escalations(door.office)
    assert escalation.severity == escalation.severity_proposed == "sev4"


def test_a_form_that_was_never_shown_anew_can_be_sent(door: Door) -> None:
    door.command("Acme is down")
    door.send(door.slack.opened[0], customer="Acme", impact="outage")
    assert [row.severity for row in all_escalations(door.office)] == ["sev1"]


def test_another_severity_needs_a_reason_and_both_are_kept(door: Door) -> None:
    door.command("A changed button, and an angry call")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="cosmetic")
    refused = door.send(view, severity="sev2")
    assert list(refused["errors"]) == ["severity_reason"]
    assert all_escalations(door.office) == []
    door.send(view, severity="sev2", severity_reason="Their chief executive asked for it")
    (escalation,) = all_escalations(door.office)
    assert (escalation.severity_proposed, escalation.severity) == ("sev4", "sev2")


def test_a_sent_form_turns_into_a_window_that_says_what_happens_next(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    answer = door.send(view)
    assert answer["response_action"] == "update"
    said = text_of(answer["view"])
    assert "ESC-1" in said
    assert f"<@{VERA}>" in said
    assert f"<!date^{int((MONDAY + timedelta(minutes=15)).timestamp())}^" in said
    assert "submit" not in answer["view"]


def test_a_form_sent_twice_opens_one_escalation_and_gets_one_answer(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    first = door.send(view, view_id="VSAME")
    assert door.send(view, view_id="VSAME") == first
    assert len(all_escalations(door.office)) == 1


def test_what_was_changed_before_a_form_was_sent_again_is_kept_as_well(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    door.send(view, view_id="VSAME")
    door.send(view, view_id="VSAME", contact="Priya Raman")
    (escalation,) = all_escalations(door.office)
    (changed,) = [row for row in timeline(door.office, escalation.id) if row.event is Event.FORM_CHANGED]
    assert "Priya Raman" in str(changed.data)


def test_nobody_but_an_active_colleague_can_be_the_dri(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    for unfit in (ROBOT, GONE, GUEST, PRIYA):
        refused = door.send(view, dri=unfit)["errors"]
        assert list(refused) == ["dri"]
        assert refused["dri"] in text_of(door.change(view, "dri", dri=unfit))
    assert all_escalations(door.office) == []


def test_a_dri_whom_slack_cannot_name_is_refused_in_the_form(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    assert list(door.send(view, dri="UNOBODY")["errors"]) == ["dri"]


def test_a_message_brings_its_words_its_time_and_its_address(door: Door) -> None:
    with door.office.database.write() as session:
        session.add(
            Workspace(id=1, team_id="T", team_name="T", url="https://heard.slack.test/", bot_user_id="U")
        )
    ts = f"{time.time() - 600:.6f}"
    door.message_shortcut({"ts": ts, "text": "We cannot log in :cry:", "user": "UX"}, channel="CACME")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    door.send(view)
    (escalation,) = all_escalations(door.office)
    assert escalation.problem == "We cannot log in :cry:"
    assert abs(escalation.reached_at - (MONDAY - timedelta(minutes=10))) < timedelta(seconds=5)
    assert escalation.source_channel == "CACME"
    assert escalation.source_permalink == f"https://heard.slack.test/archives/CACME/p{ts.replace('.', '')}"


def test_a_message_of_forty_thousand_characters_is_cut_to_what_a_field_holds(door: Door) -> None:
    door.message_shortcut({"ts": f"{time.time():.6f}", "text": "word " * 8000})
    assert len(standing_in(door.slack.opened[0])["problem"]) <= 3000


def test_a_message_without_text_brings_what_its_attachments_say(door: Door) -> None:
    attached = [{"fallback": "Ticket 7: export fails"}]
    door.message_shortcut({"ts": f"{time.time():.6f}", "text": "", "attachments": attached})
    assert standing_in(door.slack.opened[0])["problem"] == "Ticket 7: export fails"


def test_the_global_shortcut_and_the_home_button_open_an_empty_form(door: Door) -> None:
    door.shortcut()
    door.press("open_escalation", "new")
    assert [view["callback_id"] for view in door.slack.opened] == ["open_escalation"] * 2


def test_a_drill_is_marked_and_names_nobody_but_its_author(door: Door) -> None:
    door.command("test", by=BRUNO)
    view = door.change(
        door.slack.opened[0], "impact", by=BRUNO, customer="Acme", problem="x", impact="outage"
    )
    assert f"<@{VERA}>" not in text_of(view)
    door.send(view, by=BRUNO)
    (escalation,) = all_escalations(door.office)
    assert escalation.drill
    assert escalation.home_channel == f"dm:{BRUNO}"


def test_a_sentence_that_begins_like_a_subcommand_is_still_an_escalation(door: Door) -> None:
    for said in ("test server is down", "help, Acme is down", "mine is broken", "show page is empty"):
        door.command(said)
        assert standing_in(door.slack.opened[-1])["problem"] == said


def test_a_form_that_does_not_open_gives_back_what_was_typed(door: Door) -> None:
    door.slack.fails = SlackError(Refusal.NEVER, "expired_trigger_id")
    answer = door.command("Acme cannot log in")
    assert answer["response_type"] == "ephemeral"
    assert "Acme cannot log in" in answer["text"]


def test_every_impact_outcome_and_trigger_of_the_policy_can_be_chosen(door: Door) -> None:
    door.command()
    policy = door.office.rulebook.current.policy
    offered = {
        block["block_id"]: [row["value"] for row in options_of(block["element"])]
        for block in door.slack.opened[0]["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "static_select"
    }
    assert offered["impact"] == [row.key for row in policy.impact]
    assert offered["outcome"] == [row.key for row in policy.outcome]
    assert sorted(offered["trigger"]) == sorted(row.key for row in policy.trigger)


def test_the_time_that_the_form_names_counts_from_when_it_reached_us(door: Door) -> None:
    door.command("Acme is down")
    reached_at = int((MONDAY - timedelta(minutes=10)).timestamp())
    view = door.change(door.slack.opened[0], "impact", impact="outage", reached_at=reached_at)
    assert f"<!date^{reached_at + 15 * 60}^" in text_of(view)


def test_a_form_of_a_policy_that_was_exchanged_offers_what_there_is_now(door: Door, tmp_path: Path) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    other = tmp_path / "policy.toml"
    other.write_text(policy_file("sev").read_text().replace('key = "outage"', 'key = "standstill"'))
    door.office.rulebook.replace(the_rules(str(other)))
    again = door.send(view)["view"]
    assert again["blocks"][0]["block_id"] == "notice"
    assert standing_in(again)["customer"] == "Acme"
    assert door.send(again, impact="standstill")["view"]["callback_id"] == "opened"


def test_a_time_in_the_future_is_refused_under_its_field(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    later = int((MONDAY + timedelta(hours=1)).timestamp())
    assert list(door.send(view, reached_at=later)["errors"]) == ["reached_at"]


def test_everything_on_the_form_reaches_the_record(door: Door) -> None:
    needs_by = MONDAY + timedelta(days=2)
    escalation: Escalation = the_escalation(
        door.office,
        raised(
            door,
            outcome="fix",
            trigger="platform_down",
            contact="Priya Raman",
            link="https://tickets.example/7",
            needs_by=int(needs_by.timestamp()),
        ),
    )
    assert (escalation.customer, escalation.problem) == ("Acme", "Nobody can log in")
    assert (escalation.outcome, escalation.trigger, escalation.contact) == (
        "fix",
        "platform_down",
        "Priya Raman",
    )
    assert (escalation.link, escalation.needs_by) == ("https://tickets.example/7", needs_by)
    assert escalation.raised_by == escalation.dri == CASEY


def test_a_customer_typed_last_is_looked_up_when_the_form_is_sent_and_nothing_typed_is_lost(
    door: Door,
) -> None:
    raised(door)
    door.command("Acme is down as well")
    view = door.change(door.slack.opened[-1], "impact", impact="outage")
    answer = door.send(view, customer="acme", contact="Priya Raman")
    assert answer["response_action"] == "update"
    assert "ESC-1" in text_of(answer["view"])
    standing = standing_in(answer["view"])
    assert (standing["customer"], standing["contact"]) == ("acme", "Priya Raman")
    assert standing["similar"] is None
    assert len(all_escalations(door.office)) == 1
    assert door.send(answer["view"], similar="new")["view"]["callback_id"] == "opened"
    assert len(all_escalations(door.office)) == 2


def test_a_report_of_what_is_known_goes_there_with_all_that_was_typed(door: Door) -> None:
    raised(door)
    door.command("The till is down", by=BRUNO)
    view = door.change(door.slack.opened[-1], "impact", customer="Acme", impact="outage", by=BRUNO)
    answer = door.send(
        view, similar="add:1", contact="Priya Raman", link="https://tickets.example/7", by=BRUNO
    )
    assert answer["view"]["callback_id"] == "report_joined"
    assert "ESC-1" in text_of(answer["view"])
    noted = [row.data["words"] for row in timeline(door.office, 1) if "words" in row.data][-1]
    assert noted.startswith("The till is down\n")
    assert "From: Priya Raman" in noted
    assert "https://tickets.example/7" in noted
    assert len(all_escalations(door.office)) == 1


def test_a_choice_made_for_one_customer_does_not_stand_for_another(door: Door) -> None:
    raised(door)
    door.command("Something else", by=BRUNO)
    view = door.change(door.slack.opened[-1], "impact", customer="Acme", impact="outage")
    again = door.change(view, "severity", similar="add:1", severity="sev2")
    assert standing_in(again)["similar"] == "add:1"
    answer = door.send(again, customer="Globex", severity_reason="One user")
    assert "not of Globex" in text_of(answer["view"])
    assert "similar" not in standing_in(answer["view"])
    assert door.send(answer["view"])["view"]["callback_id"] == "opened"


def test_somebody_who_was_faster_is_seen_by_whoever_chose_a_new_one(door: Door) -> None:
    raised(door)
    door.command("Something else", by=BRUNO)
    view = door.change(door.slack.opened[-1], "impact", customer="Acme", impact="outage")
    an_escalation(door.office, customer="Acme")
    answer = door.send(view, similar="new")
    assert "ESC-2" in text_of(answer["view"])
    assert standing_in(answer["view"])["similar"] is None
