"""The doors themselves: who gets in, what a failure says, and that every request is answered."""

import logging
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from models.timeline import Event
from policy.roster import DirectoryPerson
from services.slack_port import Refusal, SlackError
from tests.builders.escalations import an_acknowledged, an_escalation, timeline
from tests.builders.office import CASEY, GONE, GUEST, PRIYA, ROBOT
from tests.handlers.door import TEAM, Door, all_escalations, standing_in, text_of
from tests.handlers.slack_seen import ResponseAddress, a_response_address

OUTSIDERS = (PRIYA, GUEST, ROBOT, GONE)
NOBODY = SlackError(Refusal.NEVER, "user_not_found")


@pytest.fixture
def address() -> Iterator[ResponseAddress]:
    """Where the answer to a button of a message arrives."""
    with a_response_address() as address:
        yield address


def a_newcomer(**differs: bool) -> DirectoryPerson:
    facts = {"is_bot": False, "active": True, "internal": True, "guest": False} | differs
    return DirectoryPerson("UNEW", "Nora", "nora@heard.example", "Europe/London", **facts)


def break_the_database(door: Door) -> None:
    """As if somebody had dropped it."""
    with door.office.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE escalations RENAME TO elsewhere")


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_an_outsider_gets_a_polite_sentence_and_changes_nothing(
    door: Door, address: ResponseAddress, outsider: str
) -> None:
    escalation_id = an_escalation(door.office)
    before = [row.event for row in timeline(door.office, escalation_id)]
    assert door.command("It is down", by=outsider)["response_type"] == "ephemeral"
    assert door.command("list", by=outsider).keys() == {
        "response_type",
        "replace_original",
        "text",
        "unfurl_links",
        "unfurl_media",
    }
    for verb in ("accept", "acknowledge", "post_update", "resolve", "show", "open_escalation"):
        door.press(verb, escalation_id, by=outsider, response_url=address.url)
    assert door.slack.opened == []
    assert len({said["text"] for said in address.said}) == 1
    after = [row.event for row in timeline(door.office, escalation_id)]
    assert set(after[len(before) :]) == {Event.REFUSED}


def test_every_refused_attempt_is_on_the_timeline(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("resolve", escalation_id)
    door.send(door.slack.opened[0], by=PRIYA, summary="Done", customer_told="not_yet")
    (entry,) = [row for row in timeline(door.office, escalation_id) if row.event is Event.REFUSED]
    assert (entry.actor, entry.data) == (PRIYA, {"verb": "resolve"})


def test_a_colleague_whom_nobody_has_seen_yet_is_looked_up_once(door: Door) -> None:
    door.slack.people["UNEW"] = a_newcomer()
    door.command("It is down", by="UNEW")
    door.command("list", by="UNEW")
    assert door.slack.looked_up == ["UNEW"]
    assert len(door.slack.opened) == 1


def test_a_guest_who_became_a_colleague_is_let_in(door: Door) -> None:
    door.slack.people["UNEW"] = a_newcomer(guest=True)
    assert door.command("It is down", by="UNEW") is not None
    door.slack.people["UNEW"] = a_newcomer()
    assert door.command("It is down", by="UNEW") is None


def test_whom_slack_does_not_know_is_not_let_in(door: Door) -> None:
    assert door.command("It is down", by="UNOBODY")["response_type"] == "ephemeral"
    assert door.slack.opened == []


def test_a_form_that_does_not_open_says_so_to_who_pressed(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    door.slack.fails = SlackError(Refusal.IN_DOUBT, "timeout")
    door.press("acknowledge", escalation_id, response_url=address.url)
    door.shortcut(response_url=address.url)
    assert [said["response_type"] for said in address.said] == ["ephemeral", "ephemeral"]


def test_without_a_response_address_the_answer_is_a_window(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("acknowledge", escalation_id)
    assert "ESC-1" in text_of(door.slack.opened[0])


def test_an_answer_that_cannot_arrive_harms_nobody(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("acknowledge", escalation_id, response_url="http://127.0.0.1:9/gone")


def test_a_form_whose_database_is_gone_keeps_what_was_typed(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    break_the_database(door)
    answer = door.send(view, contact="Priya Raman")
    assert answer["response_action"] == "update"
    again = answer["view"]
    assert standing_in(again) == standing_in(view) | {"contact": "Priya Raman"}
    assert again["callback_id"] == "open_escalation"
    logged = next(row.getMessage() for row in caplog.records if row.levelno == logging.ERROR)
    assert logged.split()[-1] in again["blocks"][0]["text"]["text"]


def test_a_form_that_failed_can_be_sent_again_when_all_is_well(door: Door) -> None:
    door.command("Acme is down")
    view = door.change(door.slack.opened[0], "impact", customer="Acme", impact="outage")
    break_the_database(door)
    again = door.send(view, view_id="VSAME")["view"]
    with door.office.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO escalations")
    assert door.send(again, view_id="VSAME")["view"]["callback_id"] == "opened"
    assert len(all_escalations(door.office)) == 1


def test_a_command_whose_database_is_gone_gives_back_what_was_typed(door: Door) -> None:
    with door.office.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE people RENAME TO elsewhere")
    answer = door.command("Acme cannot log in")
    assert answer["response_type"] == "ephemeral"
    assert "Acme cannot log in" in answer["text"]


def test_a_button_whose_database_is_gone_says_so(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    break_the_database(door)
    door.press("accept", escalation_id, response_url=address.url)
    assert len(address.said) == 1


def test_a_button_of_an_older_release_says_so(door: Door, address: ResponseAddress) -> None:
    door.press("teleport", 1, response_url=address.url)
    assert len(address.said) == 1


def test_a_link_button_is_only_acknowledged(door: Door, address: ResponseAddress) -> None:
    door.press("open_link", response_url=address.url)
    assert address.said == []


def test_an_escalation_that_does_not_exist_is_a_sentence(door: Door, address: ResponseAddress) -> None:
    for value in ("999", "nonsense", ""):
        door.press("accept", value, response_url=address.url)
    assert len(address.said) == 3


def test_what_nobody_waits_for_is_acknowledged(door: Door) -> None:
    user = {"id": CASEY, "team_id": TEAM}
    view = {"id": "V1", "type": "modal", "callback_id": "of an older release", "blocks": []}
    closed = {"type": "view_closed", "user": user, "team": {"id": TEAM}, "view": view, "is_cleared": False}
    typing = {
        "type": "block_suggestion",
        "user": user,
        "team": {"id": TEAM},
        "action_id": "account",
        "block_id": "account",
        "value": "Ac",
    }
    sent = closed | {"type": "view_submission", "view": {**view, "state": {"values": {}}}}
    assert door.status_of(closed)[0] == 200
    assert door.status_of(typing) == (200, {"options": []})
    assert door.status_of(sent)[1]["response_action"] == "update"
    assert door.event({"type": "star_added", "user": CASEY}) == 200


def test_a_person_of_slack_is_read_as_the_gateway_reads_them() -> None:
    from services.know_person import person_of_slack

    user = {
        "id": "UNEW",
        "team_id": TEAM,
        "tz": "Europe/London",
        "profile": {"display_name": "Nora", "email": "nora@heard.example"},
    }
    assert asdict(person_of_slack(user, TEAM)) == asdict(a_newcomer())
    assert not person_of_slack(user, "TOTHER").internal
    assert not person_of_slack(user | {"is_stranger": True}, TEAM).internal
    assert person_of_slack(user | {"is_ultra_restricted": True}, TEAM).guest
    assert person_of_slack(user | {"id": "USLACKBOT"}, TEAM).is_bot
    assert not person_of_slack(user | {"deleted": True}, TEAM).active
    at_grid = user | {"team_id": "TOTHER", "enterprise_user": {"enterprise_id": "E1"}}
    assert person_of_slack(at_grid, TEAM, "E1").internal
